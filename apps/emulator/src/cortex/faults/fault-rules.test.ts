import { describe, expect, test } from 'vitest'
import { startTestCortex } from '../testing/start-test-cortex.ts'
import { createFaultRules } from './fault-rules.ts'
import { parseFault } from './parse-fault.ts'

const CALL = { endpoint: 'chat', model: 'claude-4-sonnet', user: 'COCO_USER_ALPHA', stream: true } as const

describe('a rule strikes', () => {
  test.each<[string, Parameters<ReturnType<typeof createFaultRules>['set']>[0], (string | null)[]]>([
    ['every call', { fault: 'cut' }, ['cut', 'cut', 'cut']],
    ['only so many times', { fault: 'cut', times: 2 }, ['cut', 'cut', null]],
    ['only the nth', { fault: 'cut', nth: 2 }, [null, 'cut', null]],
    ['from the nth so many times', { fault: 'cut', nth: 2, times: 2 }, [null, 'cut', 'cut']],
    ['its model', { fault: 'cut', model: 'CLAUDE-4-sonnet' }, ['cut', 'cut', 'cut']],
    ['no other model', { fault: 'cut', model: 'deepseek-r1' }, [null, null, null]],
    ['its user', { fault: 'cut', user: 'coco_user_alpha' }, ['cut', 'cut', 'cut']],
    ['no other user', { fault: 'cut', user: 'COCO_USER_BETA' }, [null, null, null]],
    ['no other endpoint', { fault: 'status', endpoint: 'models' }, [null, null, null]],
  ])('%s', (_title, rule, expected) => {
    const rules = createFaultRules()
    rules.set(rule)
    expect(expected.map(() => rules.take(CALL)?.name ?? null)).toEqual(expected)
  })

  test('only streams, when it is a fault of streams', () => {
    const rules = createFaultRules()
    rules.set({ fault: 'cut', times: 1 }, { fault: 'status' })
    expect(rules.take({ ...CALL, stream: false })?.name).toBe('status')
    expect(rules.take(CALL)?.name).toBe('cut')
  })

  test('until it is taken back', () => {
    const rules = createFaultRules()
    rules.set({ fault: 'cut' })
    rules.clear()
    expect(rules.take(CALL)).toBeNull()
  })
})

describe('the text of a fault', () => {
  test('gives settings their defaults', () => {
    expect(parseFault('stall ; after=7')).toEqual({
      ok: true,
      fault: { name: 'stall', settings: { after: 7, ms: 3_600_000 } },
    })
  })

  test.each([
    ['nonsense', 'Unknown fault "nonsense". Known: slow-headers, '],
    ['', 'Unknown fault ""'],
    ['constructor', 'Unknown fault "constructor"'],
    ['cut;before=3', 'has no setting "before=3". Known: after.'],
    ['cut;after', 'has no setting "after"'],
    ['cut;toString=1', 'has no setting "toString=1"'],
    ['cut;after=-1', 'after must be a number'],
    ['cut;after=many', 'after must be a number'],
    ['no-done;x=1', 'Known: none.'],
    ['status;code=999', 'from 200 to 599'],
  ])('%j is refused', (text, message) => {
    expect(parseFault(text)).toMatchObject({ ok: false, message: expect.stringContaining(message) })
  })
})

describe('over HTTP', () => {
  test('an unknown fault is 400 and names the known ones', async () => {
    await using cortex = await startTestCortex()
    const response = await cortex.askFaulty('nonsense')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ message: expect.stringContaining('Known: slow-headers, hang-up') })
  })

  test('a fault of streams is 400 for a call without a stream', async () => {
    await using cortex = await startTestCortex()
    const response = await cortex.ask('openai-gpt-4.1', 'hi', {}, { headers: { 'x-emulator-fault': 'cut' } })
    expect(await response.json()).toMatchObject({ code: '400', message: expect.stringContaining('"stream": true') })
  })

  test('rules are put, shown with their counts, and deleted', async () => {
    await using cortex = await startTestCortex()
    const control = `${cortex.url}/_emulator/faults`
    const put = (body: string, type = 'application/json') =>
      fetch(control, { method: 'PUT', body, headers: { 'content-type': type } })
    expect((await put('[{ "fault": "status;code=503", "times": 1 }]')).status).toBe(200)
    expect([
      (await cortex.ask('openai-gpt-4.1', 'hi')).status,
      (await cortex.ask('openai-gpt-4.1', 'hi')).status,
    ]).toEqual([503, 200])
    expect(await (await fetch(control)).json()).toMatchObject({
      rules: [{ fault: 'status;code=503', times: 1, matched: 2, struck: 1 }],
      known: expect.arrayContaining([{ name: 'no-done', settings: {}, does: expect.any(String) }]),
    })
    expect((await put('[{ "fault": "status" }]', 'text/plain')).status).toBe(415)
    expect((await put('[{ "fault": "nonsense" }]')).status).toBe(400)
    expect((await put('[{ "fault": "cut", "endpoint": "models" }]')).status).toBe(400)
    expect((await put('[{ "fault": "cut", "modle": "x" }]')).status).toBe(400)
    expect((await fetch(control, { method: 'DELETE' })).status).toBe(204)
    expect(await (await fetch(control)).json()).toMatchObject({ rules: [] })
  })

  test('the list of models can fail too', async () => {
    await using cortex = await startTestCortex()
    cortex.faults.set({ fault: 'status;code=500', endpoint: 'models', times: 1 })
    const list = () => fetch(`${cortex.url}/api/v2/cortex/models`)
    expect([(await list()).status, (await list()).status]).toEqual([500, 200])
  })
})
