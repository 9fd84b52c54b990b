import type { NotSent, NotSentCode, SendFile } from './send-file.ts'

/** A file that this page holds: the server has no row of it yet, or did not take it. */
export interface SentFile {
  key: string
  fileName: string
  bytes: number
  state:
    | { is: 'waiting' }
    /** Between 0 and 1. */
    | { is: 'sending'; share: number }
    /** Every byte is there, and the server reads. */
    | { is: 'reading' }
    | { is: 'failed'; code: NotSentCode }
}

interface Needs {
  send: (file: SendFile) => Promise<void>
  /** Whether the session is still the one in which the files were chosen: they are sent to no other tenant. */
  mayGoOn: () => boolean
  /** One was read, or was not taken; also that may be one of which no answer was heard. The server's list is worth a look. */
  onEnded: () => Promise<unknown>
  /** Whether something would be lost with the page, whatever part of it is looked at. */
  onAtRisk: (isAtRisk: boolean) => void
}

/** So many on the line at a time: a slow one does not hold up the rest, and the server reads few at once. */
const AT_ONCE = 2

/**
 * Files on their way to the server, in the order in which they were chosen. They go on while other pages are looked at; what is
 * not sent when the page is left or loaded anew is lost, so the browser asks before.
 */
export function createSending({ send, mayGoOn, onEnded, onAtRisk }: Needs) {
  let files: readonly (SentFile & { file: File })[] = []
  let nextKey = 0
  let isAtRisk = false
  const listeners = new Set<() => void>()
  const leaving = new AbortController()

  function change(to: typeof files) {
    files = to
    const wasAtRisk = isAtRisk
    isAtRisk = !leaving.signal.aborted && files.some((file) => file.state.is === 'waiting' || isUnderWay(file))
    if (isAtRisk !== wasAtRisk) onAtRisk(isAtRisk)
    for (const listener of listeners) listener()
  }
  const set = (key: string, state: SentFile['state']) =>
    change(files.map((file) => (file.key === key ? { ...file, state } : file)))

  function add(added: readonly File[], folders: readonly File[] = []) {
    const rowOf = (file: File, state: SentFile['state']) => ({
      key: `sent-${nextKey++}`,
      fileName: file.name,
      bytes: file.size,
      state,
      file,
    })
    const refused = folders.map((folder) => rowOf(folder, { is: 'failed', code: 'folder' }))
    change([...files, ...added.map((file) => rowOf(file, { is: 'waiting' })), ...refused])
    begin()
  }

  function begin() {
    if (leaving.signal.aborted) return
    if (!mayGoOn()) return refuseTheWaiting()
    const underWay = files.filter(isUnderWay).length
    for (const { key, file } of files.filter(({ state }) => state.is === 'waiting').slice(0, AT_ONCE - underWay)) {
      set(key, { is: 'sending', share: 0 })
      void sendOne(key, file)
    }
  }

  function refuseTheWaiting() {
    for (const { key, state } of files) if (state.is === 'waiting') set(key, { is: 'failed', code: 'not_signed_in' })
  }

  async function sendOne(key: string, file: File) {
    try {
      const onProgress = (share: number) => set(key, share < 1 ? { is: 'sending', share } : { is: 'reading' })
      await send({ file, onProgress, signal: leaving.signal })
      // Its row gives way to the server's, not to a gap.
      await onEnded()
      change(files.filter((one) => one.key !== key))
    } catch (error) {
      set(key, { is: 'failed', code: (error as Partial<NotSent>).code ?? 'internal' })
      void onEnded()
    }
    begin()
  }

  return {
    add,
    retry: (key: string) => {
      set(key, { is: 'waiting' })
      begin()
    },
    dismiss: (key: string) => change(files.filter((file) => file.key !== key)),
    /** Another session begins: what is under way for this one ends. */
    stop() {
      leaving.abort()
      change(files)
    },
    read: (): readonly SentFile[] => files,
    onChange: (listener: () => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
export type Sending = ReturnType<typeof createSending>

const isUnderWay = ({ state }: SentFile) => state.is === 'sending' || state.is === 'reading'
