import type { Dispatcher } from 'undici'
import { CortexError } from './cortex-error.ts'
import { toTransportError } from './transport-error.ts'

export interface ResponseHead {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** How much may lie unread before upstream is asked to wait: enough for many reads, little for thousands of streams. */
const MAX_QUEUED_BYTES = 65_536
/** What a finished answer may still send before its connection is given up instead of reused. */
const MAX_DISCARDED_BYTES = 65_536

/**
 * One request and its response on one connection: undici pushes, a reader pulls. Written against undici's dispatch
 * handlers because web streams on this path cost more than everything else together.
 */
export class UpstreamExchange implements Dispatcher.DispatchHandler {
  #controller: Dispatcher.DispatchController | null = null
  #head: ResponseHead | null = null
  #chunks: Buffer[] = []
  #queuedBytes = 0
  #discarding = false
  #discardedBytes = 0
  #ended = false
  #failure: Error | null = null
  #wake: (() => void) | null = null
  #onConnectEnd: (() => void) | null

  /** @param onConnectEnd called once: when the request goes out on a connection, or has failed before that */
  constructor(onConnectEnd: () => void) {
    this.#onConnectEnd = onConnectEnd
  }

  /** Status and headers, once they are there. @throws CortexError, or what `abort` was given */
  async head(): Promise<ResponseHead> {
    while (this.#head === null && this.#failure === null) await this.#change()
    if (this.#head === null) throw this.#failure ?? new Error('woken without a head')
    return this.#head
  }

  /** Everything that arrived since the last read, or null at the end. @throws like `head`, after the last bytes */
  async read(): Promise<Buffer[] | null> {
    while (this.#chunks.length === 0) {
      if (this.#failure !== null) throw this.#failure
      if (this.#ended) return null
      await this.#change()
    }
    const chunks = this.#chunks
    this.#chunks = []
    this.#queuedBytes = 0
    if (this.#controller?.paused) this.#controller.resume()
    return chunks
  }

  /** Closes the connection and drops what was not read. Does nothing to a response that has ended. */
  abort(reason: Error): void {
    this.#fail(reason)
    this.#chunks = []
    this.#controller?.abort(reason)
  }

  /** Nobody will read on: lets the response end by itself, so that the connection can be used again. */
  discard(): void {
    this.#discarding = true
    this.#chunks = []
    if (this.#controller?.paused) this.#controller.resume()
  }

  get ended(): boolean {
    return this.#ended || this.#failure !== null
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    this.#connectEnded()
    if (this.#failure !== null) controller.abort(this.#failure)
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: ResponseHead['headers']): void {
    if (status < 200) return
    this.#head = { status, headers }
    this.#notify()
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#discarding) {
      this.#discardedBytes += chunk.length
      if (this.#discardedBytes > MAX_DISCARDED_BYTES) this.abort(talksOn())
      return
    }
    this.#chunks.push(chunk)
    this.#queuedBytes += chunk.length
    if (this.#queuedBytes > MAX_QUEUED_BYTES) controller.pause()
    this.#notify()
  }

  onResponseEnd(): void {
    this.#ended = true
    this.#notify()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(toTransportError(error, this.#head !== null))
  }

  #fail(reason: Error): void {
    if (this.#ended || this.#failure !== null) return
    this.#failure = reason
    this.#connectEnded()
    this.#notify()
  }

  #connectEnded(): void {
    const tell = this.#onConnectEnd
    this.#onConnectEnd = null
    tell?.()
  }

  /** Resolves when something arrived. One socket read may bring many chunks: the reader runs after the last of them. */
  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  #notify(): void {
    const wake = this.#wake
    this.#wake = null
    wake?.()
  }
}

function talksOn(): CortexError {
  return new CortexError('upstream went on after its answer', { code: 'upstream_malformed', statusCode: 502 })
}
