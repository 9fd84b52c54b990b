/** What a person saw on the quickstart's Streamlit page after sending one question. */
export interface OldPageAnswer {
  /** The bubble. */
  text: string
  /** The red box, when there was one. */
  errorBox: string | null
}

export interface OldPageRequest {
  serverUrl: string
  key: string
  history: { role: 'user' | 'assistant'; content: string }[]
  model: string
}

/**
 * The quickstart's page as a client: it sends the whole history, reads the answer line by line as Python does, and parses
 * **every** data line as JSON, the status of the answer notwithstanding. A data line that is no JSON is what it crashed on.
 *
 * @throws SyntaxError where the page would have crashed
 */
export async function askAsOldPage({ serverUrl, key, history, model }: OldPageRequest): Promise<OldPageAnswer> {
  const response = await fetch(`${serverUrl}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages: history, model, max_tokens: 4096 }),
  })
  let text = ''
  let event = ''
  for (const rawLine of splitLinesAsPython(await response.text())) {
    const line = stripAsPython(rawLine)
    if (line.startsWith('event:')) event = stripAsPython(line.slice('event:'.length))
    if (!line.startsWith('data:')) continue
    const data = JSON.parse(line.slice('data:'.length)) as { content?: string; message?: string }
    if (event === 'delta') text += data.content ?? ''
    if (event === 'error') return { text, errorBox: `Error: ${data.message}` }
  }
  return { text, errorBox: null }
}

/** What `str.splitlines()` takes for the end of a line, the longest first. */
const LINE_ENDS = ['\r\n', '\n', '\r', '\v', '\f', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029']

function splitLinesAsPython(text: string): string[] {
  return text.split(new RegExp(LINE_ENDS.join('|')))
}

/** `str.strip()` takes away more than `trim`: the separators of ASCII and U+0085 too. */
function stripAsPython(line: string): string {
  const space = `[\\s${['\u001c', '\u001d', '\u001e', '\u001f', '\u0085'].join('')}]+`
  return line.replace(new RegExp(`^${space}|${space}$`, 'g'), '')
}
