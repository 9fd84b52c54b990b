import type { CortexChatEvent } from './cortex-events.ts'

/**
 * Turns `<think>…</think>` inside the text of deepseek-r1 into reasoning events, wherever the stream cut the tags. For
 * the app; `/v1/chat/stream` gives text as it came. Give it every event of one answer in order, `end` included.
 */
export function createThinkSplitter(): (event: CortexChatEvent) => CortexChatEvent[] {
  let thinking = false
  /** The beginning of what may become a tag. */
  let held = ''

  function split(text: string, isLast: boolean): CortexChatEvent[] {
    const events: CortexChatEvent[] = []
    let rest = held + text
    held = ''
    for (;;) {
      const tag = thinking ? '</think>' : '<think>'
      const at = rest.indexOf(tag)
      if (at !== -1) {
        push(events, thinking, rest.slice(0, at))
        thinking = !thinking
        rest = rest.slice(at + tag.length)
        continue
      }
      const keep = isLast ? 0 : possibleTagLength(rest, tag)
      push(events, thinking, rest.slice(0, rest.length - keep))
      held = rest.slice(rest.length - keep)
      return events
    }
  }

  return (event) => {
    switch (event.type) {
      case 'delta':
        return split(event.content, false)
      case 'reasoning':
      case 'end':
        return [...split('', true), event]
      case 'accepted':
        return [event]
    }
  }
}

function push(events: CortexChatEvent[], thinking: boolean, content: string): void {
  if (content !== '') events.push({ type: thinking ? 'reasoning' : 'delta', content })
}

/** How many characters at the end of the text are a beginning of the tag. */
function possibleTagLength(text: string, tag: string): number {
  for (let length = Math.min(text.length, tag.length - 1); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) return length
  }
  return 0
}
