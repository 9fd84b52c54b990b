import { DOCUMENT_TYPES } from '@coco/shared/document-limits'
import type { ErrorCode } from '@coco/shared/error-codes'
import type { Failure } from '../../../lib/failure.ts'

/** How far a file has come on its way to the server, and what became of it. */
export interface SendFile {
  file: File
  onProgress: (sentShare: number) => void
  signal: AbortSignal
}

/** `folder`, `unreadable`: what was chosen cannot be sent at all. */
export type NotSentCode = Failure['code'] | 'folder' | 'unreadable'

/** It was not taken: the server's reason, or that nobody answered. */
export class NotSent extends Error {
  readonly code: NotSentCode

  constructor(code: NotSentCode) {
    super(`A file was not sent: ${code}`)
    this.code = code
  }
}

/**
 * Sends one file, and waits until the server has read it: how is in its list, also when it could not. With XMLHttpRequest, the only one that tells how much of a body has gone out.
 *
 * @throws NotSent
 */
export async function sendFile(call: SendFile): Promise<void> {
  // The cookie that this address is sent lives for ten minutes; a call of the procedures brings a new one to a page that was
  // left alone for longer. Asked afterwards it is too late: who is refused in the middle of a body hears of it as a cut line.
  await fetch('/trpc/session.me', { signal: call.signal }).catch(() => {})
  if (call.signal.aborted) throw new NotSent('unreachable')
  if (!(await isReadable(call.file))) throw new NotSent('unreadable')
  try {
    await sendBytes(call)
  } catch (error) {
    // One that changes or goes while it is sent looks like a cut line.
    throw (await isReadable(call.file)) ? error : new NotSent('unreadable')
  }
}

/** Not a folder, nor a file that is gone, changed since it was chosen, or not for whoever is at this computer. */
function isReadable(file: File): Promise<boolean> {
  const beginning = file.slice(0, 1).arrayBuffer()
  return beginning.then(
    () => true,
    () => false,
  )
}

function sendBytes({ file, onProgress, signal }: SendFile): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const request = new XMLHttpRequest()
  request.open('POST', '/documents/uploads')
  request.responseType = 'json'
  request.setRequestHeader('content-type', mediaTypeOf(file))
  request.setRequestHeader('x-file-name', encodeURIComponent(file.name))
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1))
  request.addEventListener('load', () => {
    if (request.status >= 200 && request.status < 300) resolve()
    else reject(new NotSent(codeIn(request)))
  })
  for (const type of ['error', 'abort', 'timeout']) {
    request.addEventListener(type, () => reject(new NotSent('unreachable')))
  }
  signal.addEventListener('abort', () => request.abort(), { once: true })
  request.send(file)
  return promise
}

/**
 * By the ending of its name, because browsers differ in what they take a file for. What has none of ours is sent as unknown,
 * and the server says what it makes of it.
 */
export function mediaTypeOf({ name }: Pick<File, 'name'>): string {
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  const known = Object.entries(DOCUMENT_TYPES).find(([one]) => one === ALSO[ending] || one === ending)
  // A form on a foreign page can send plain text, so the server takes none under that name: it goes by the ending.
  return known === undefined || known[1] === 'text/plain' ? 'application/octet-stream' : known[1]
}

/** Endings that mean the same. */
const ALSO: Record<string, string | undefined> = { htm: 'html', markdown: 'md', text: 'txt' }

function codeIn({ response, status }: XMLHttpRequest): Failure['code'] {
  const body = response as { code?: unknown; error?: { code?: unknown } } | null
  const code = body?.error?.code ?? body?.code
  if (typeof code === 'string') return code as ErrorCode
  return status === 413 ? 'payload_too_large' : status === 401 ? 'not_signed_in' : 'unreachable'
}
