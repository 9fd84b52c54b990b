// What a person may do on the page besides reading it. A classic script in the head, so that a chosen theme never flashes.
// @ts-nocheck: it runs in a browser, as it stands here.
;(() => {
  const root = document.documentElement
  try {
    // As the web app keeps it.
    for (const [name, values] of Object.entries({ theme: ['light', 'dark'], contrast: ['more'] })) {
      const value = localStorage.getItem(`coco.${name}`)
      if (values.includes(value)) root.dataset[name] = value
    }
  } catch {
    // Storage is switched off: as the system has it.
  }

  document.addEventListener('DOMContentLoaded', () => {
    offerCopying()
    offerFilter()
    openTarget()
    closeContentsAfterUse()
    window.addEventListener('hashchange', openTarget)
  })

  const RESULT_SHOWN_MS = 2_000

  function offerCopying() {
    // There is no clipboard on a page without https, but for the reader's own machine.
    if (!navigator.clipboard) return
    for (const button of document.querySelectorAll('[data-copy]')) {
      const block = button.parentElement
      const title = block.querySelector('.code-title').textContent
      const operation = block.closest('[data-operation]')?.querySelector('h3').textContent
      const label = operation ? `Copy: ${title}, ${operation}` : `Copy: ${title}`
      button.setAttribute('aria-label', label)
      button.hidden = false
      let timer
      button.addEventListener('click', () => void copy(block.querySelector('pre').textContent).then(show))

      function show(word) {
        button.textContent = word
        button.setAttribute('aria-label', `${word}. ${label}`)
        clearTimeout(timer)
        timer = setTimeout(() => {
          button.textContent = 'Copy'
          button.setAttribute('aria-label', label)
        }, RESULT_SHOWN_MS)
      }
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text)
      return 'Copied'
    } catch {
      return 'Not copied'
    }
  }

  function offerFilter() {
    const form = document.querySelector('.filter')
    const input = form.querySelector('input')
    const status = form.querySelector('[role=status]')
    const entries = [...form.parentElement.querySelectorAll('[data-find]')].map((entry) => ({
      entry,
      section: document.getElementById(entry.querySelector('a').hash.slice(1)),
      text: entry.dataset.find.toLowerCase(),
    }))
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      entries
        .find(({ entry }) => !entry.hidden)
        ?.entry.querySelector('a')
        .click()
    })
    input.addEventListener('input', () => {
      const words = input.value.toLowerCase().split(/\s+/)
      for (const { entry, section, text } of entries) {
        entry.hidden = !words.every((word) => text.includes(word))
        if (section) section.hidden = entry.hidden
      }
      for (const group of document.querySelectorAll('[data-group]')) {
        group.hidden = !group.querySelector('[data-find]:not([hidden]), [data-operation]:not([hidden])')
      }
      const left = entries.filter(({ entry }) => !entry.hidden).length
      status.textContent =
        input.value.trim() === '' ? '' : left === 0 ? 'No call has these words.' : `${left} of ${entries.length}`
    })
  }

  /** What somebody was sent to is not behind a disclosure. */
  function openTarget() {
    const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null
    for (let each = target; each; each = each.parentElement) if (each.matches('details')) each.open = true
  }

  /** On a narrow screen the list lies above what it leads to. */
  function closeContentsAfterUse() {
    const contents = document.querySelector('.contents')
    contents.addEventListener('click', ({ target }) => {
      if (target.closest('a')) contents.open = false
    })
  }
})()
