export interface SseFrame {
  /** `message` when the frame names none. */
  event: string
  data: string
  id?: string
}

/** A whole event stream as frames. Plain on purpose, so that it shares no mistake with the parser that is under test. */
export function parseSse(text: string): SseFrame[] {
  return text.split('\n\n').flatMap((block) => parseFrame(block))
}

/** The frames of a response as they come, without comments. */
export async function* readSse(response: Response): AsyncGenerator<SseFrame> {
  if (response.body === null) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) yield* parseFrame(block)
    }
    yield* parseFrame(rest)
  } finally {
    await reader.cancel().catch(() => {})
  }
}

function parseFrame(block: string): SseFrame[] {
  const fields = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'))
  const valuesOf = (name: string) =>
    fields.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''))
  const data = valuesOf('data')
  if (data.length === 0) return []
  const id = valuesOf('id')[0]
  return [{ event: valuesOf('event')[0] ?? 'message', data: data.join('\n'), ...(id === undefined ? {} : { id }) }]
}
