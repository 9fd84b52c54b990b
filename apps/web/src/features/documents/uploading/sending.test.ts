import { expect, test } from 'vitest'
import { NotSent, type SendFile } from './send-file.ts'
import { createSending } from './sending.ts'

/** Files go out when a test says so. */
function setUp() {
  const sends: (SendFile & PromiseWithResolvers<void>)[] = []
  const ended = { count: 0 }
  const risk = { is: false }
  const session = { isTheirs: true }
  const sending = createSending({
    send: (file) => {
      const deferred = Promise.withResolvers<void>()
      sends.push({ ...file, ...deferred })
      return deferred.promise
    },
    mayGoOn: () => session.isTheirs,
    onEnded: async () => ended.count++,
    onAtRisk: (isAtRisk) => {
      risk.is = isAtRisk
    },
  })
  const states = () => sending.read().map(({ fileName, state }) => `${fileName} ${state.is}`)
  return { sends, ended, risk, session, sending, states }
}

const file = (name: string) => new File(['text'], name)
/** Everything that follows from what was just answered. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('two files are on the line at a time, and the next follows when one has arrived', async () => {
  const { sends, ended, sending, states } = setUp()
  sending.add([file('a.md'), file('b.md'), file('c.md')])
  expect(states()).toEqual(['a.md sending', 'b.md sending', 'c.md waiting'])
  sends[0]?.onProgress(0.5)
  sends[1]?.onProgress(1)
  expect(states()).toEqual(['a.md sending', 'b.md reading', 'c.md waiting'])
  sends[1]?.resolve()
  await settled()
  expect(states()).toEqual(['a.md sending', 'c.md sending'])
  expect(ended.count).toBe(1)
})

test('a file that was not taken stays with its reason, can be sent again, and holds up no other', async () => {
  const { sends, sending, states } = setUp()
  sending.add([file('a.md')])
  sends[0]?.reject(new NotSent('payload_too_large'))
  await settled()
  const [failed] = sending.read()
  expect(failed?.state).toEqual({ is: 'failed', code: 'payload_too_large' })
  sending.add([file('b.md')])
  sending.retry(failed?.key ?? '')
  expect(states()).toEqual(['a.md sending', 'b.md sending'])
})

test('what waits when the session is over is sent to nobody else, and can be tried again', async () => {
  const { sends, session, sending, states } = setUp()
  sending.add([file('a.md'), file('b.md'), file('c.md')])
  session.isTheirs = false
  sends[0]?.resolve()
  await settled()
  expect(sends).toHaveLength(2)
  expect(states()).toEqual(['b.md sending', 'c.md failed'])
  session.isTheirs = true
  sending.retry(sending.read()[1]?.key ?? '')
  expect(states()).toEqual(['b.md sending', 'c.md sending'])
})

test('nothing goes on once another session has begun', async () => {
  const { sends, sending, states } = setUp()
  sending.add([file('a.md'), file('b.md'), file('c.md')])
  sending.stop()
  expect(sends.every(({ signal }) => signal.aborted)).toBe(true)
  sends[0]?.reject(new NotSent('unreachable'))
  await settled()
  expect(sends).toHaveLength(2)
  expect(states()).toContain('c.md waiting')
})

test('the page is left at a cost for as long as a file is on its way', async () => {
  const { sends, risk, sending } = setUp()
  sending.add([file('a.md'), file('b.md')])
  expect(risk.is).toBe(true)
  sends[0]?.resolve()
  await settled()
  expect(risk.is).toBe(true)
  sends[1]?.reject(new NotSent('unreachable'))
  await settled()
  expect(risk.is).toBe(false)
  sending.retry(sending.read()[0]?.key ?? '')
  expect(risk.is).toBe(true)
  sending.stop()
  expect(risk.is).toBe(false)
})

test('a folder is a row with its reason, and is not sent', () => {
  const { sends, risk, sending } = setUp()
  sending.add([file('a.md')], [file('pictures')])
  expect(sending.read()[1]).toMatchObject({ fileName: 'pictures', state: { is: 'failed', code: 'folder' } })
  sending.dismiss(sending.read()[1]?.key ?? '')
  expect(sends).toHaveLength(1)
  expect(risk.is).toBe(true)
})
