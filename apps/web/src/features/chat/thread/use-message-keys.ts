import { useShortcut } from '../../../lib/shortcuts.ts'

/** From message to message, and from version to version of one, by single keys. */
export function useMessageKeys() {
  useShortcut('nextMessage', () => goTo(1))
  useShortcut('previousMessage', () => goTo(-1))
  useShortcut('nextVersion', () => chooseVersion('next'))
  useShortcut('previousVersion', () => chooseVersion('previous'))
}

const messages = () => [...document.querySelectorAll<HTMLElement>('main article')]

/** The message one is in: by the focus, else the one at the top of what is seen. -1 for none. */
function presentIndex(all: HTMLElement[]): number {
  const focused = all.findIndex((message) => message.contains(document.activeElement))
  if (focused !== -1) return focused
  const top = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0
  return all.findLastIndex((message) => message.getBoundingClientRect().top <= top + 1)
}

/** The focus goes to the message's heading, from where a screen reader reads on. */
function goTo(step: 1 | -1) {
  const all = messages()
  const present = presentIndex(all)
  const isWithin = all[present]?.querySelector('h2') !== document.activeElement && step === -1 && present !== -1
  const next = all[isWithin ? present : present + step]
  const heading = next?.querySelector('h2')
  if (heading) {
    heading.scrollIntoView({ block: 'start', behavior: 'instant' })
    heading.focus({ preventScroll: true })
    return
  }
  // Before the first that is there: the ones before it come, and the next press goes there.
  if (step === -1) document.querySelector<HTMLButtonElement>('main [data-show-earlier]')?.click()
}

/** Of the message one is in, or else of the last that has several. The old one is back with one key. */
function chooseVersion(which: 'previous' | 'next') {
  const all = messages()
  const inFocus = all.find((message) => message.contains(document.activeElement))
  const buttons = (message: HTMLElement | undefined) =>
    message?.querySelector<HTMLButtonElement>(`[data-version=${which}]`) ?? null
  const button = buttons(inFocus) ?? buttons(all.findLast((message) => buttons(message) !== null))
  button?.click()
}
