import { type Html, html } from './html.ts'

/** Something to copy. It scrolls inside, so it can be reached by keyboard; the button is for whoever has a script. */
export function codeBlock(title: string, code: string): Html {
  return html`<div class="code"><p class="code-title">${title}</p><button type="button" class="copy" data-copy hidden>Copy</button>
<pre tabindex="0" role="group" aria-label="${title}"><code>${code}</code></pre></div>`
}
