import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const FILE = 'diagram-frame.html'

/**
 * Makes the page in which diagrams are drawn: one file with everything in it, because a page of no origin may fetch nothing, not
 * even from where it came. Its policy names the two scripts that are in it; no other runs, whatever a diagram brings along.
 */
export function diagramFrame(): Plugin {
  return {
    name: 'diagram-frame',
    configureServer(server) {
      server.middlewares.use(`/${FILE}`, (_request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8')
        response.end(pageOf())
      })
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: pageOf() })
    },
  }
}

function pageOf(): string {
  const mermaid = createRequire(import.meta.url).resolve('@mermaid-js/tiny')
  const scripts = [mermaid, new URL('draw.js', import.meta.url)].map((path) => inScript(readFileSync(path, 'utf8')))
  const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`).join(' ')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; script-src ${hashes}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>Diagram</title>
<style>body { margin: 1rem; overflow: hidden }</style>
<body>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}
</body>
</html>
`
}

/** Neither may end the element that it stands in. Line ends are as the browser will have them when it compares the hash. */
function inScript(code: string): string {
  return code
    .replaceAll('\r\n', '\n')
    .replace(/<\/(?=script)/gi, '<\\/')
    .replaceAll('<!--', '<\\!--')
}
