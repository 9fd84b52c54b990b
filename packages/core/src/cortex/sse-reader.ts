import { StringDecoder } from 'node:string_decoder'
import { createParser } from 'eventsource-parser'
import { type AnswerLimits, tooLarge } from './limits.ts'

/** One message of an event stream. `isError` when it came under `event: error`; other event names mean nothing here. */
export interface SseMessage {
  data: string
  isError: boolean
}

export interface SseReader {
  /** Takes the next bytes, cut anywhere. @throws CortexError when a line or an event grows beyond its limit */
  feed(bytes: Buffer): void
  /** Upstream closed: a last message that lacks only its blank line is given as well. */
  end(): void
}

/**
 * Bytes to event-stream messages. Bytes that are no UTF-8 become U+FFFD and the stream goes on; only CR, LF and CRLF end
 * a line, so U+2028 and its like stay inside the text. Limits are checked before a read is kept.
 */
export function createSseReader(limits: AnswerLimits, onMessage: (message: SseMessage) => void): SseReader {
  const decoder = new StringDecoder('utf8')
  let lineBytes = 0
  const parser = createParser({
    // Counted in characters, of which there are never more than bytes.
    maxBufferSize: limits.maxEventBytes,
    onEvent: ({ data, event }) => onMessage({ data, isError: event === 'error' }),
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') throw tooLarge('event', limits.maxEventBytes)
    },
  })

  function countLine(bytes: Buffer): void {
    const lastLineEnd = Math.max(bytes.lastIndexOf(LF), bytes.lastIndexOf(CR))
    const firstLineBytes = lastLineEnd === -1 ? bytes.length : firstLineEnd(bytes)
    if (lineBytes + firstLineBytes > limits.maxLineBytes) throw tooLarge('line', limits.maxLineBytes)
    lineBytes = lastLineEnd === -1 ? lineBytes + bytes.length : bytes.length - lastLineEnd - 1
  }

  return {
    feed(bytes) {
      countLine(bytes)
      parser.feed(decoder.write(bytes))
    },
    end() {
      parser.feed(`${decoder.end()}\n\n`)
    },
  }
}

const LF = 10
const CR = 13

function firstLineEnd(bytes: Buffer): number {
  const lf = bytes.indexOf(LF)
  const cr = bytes.indexOf(CR)
  if (lf === -1) return cr
  return cr === -1 ? lf : Math.min(lf, cr)
}
