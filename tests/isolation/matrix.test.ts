import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { KINDS } from './database-kinds.ts'
import { type Caller, dataOf, type MatrixScene, openMatrixScene } from './matrix-scene.ts'
import { callBoth, neverIds, statusOf } from './call-both.ts'
import { LISTS, PROCEDURES, ROUTES } from './procedure-table.ts'

const WHO = [
  { who: 'an admin of another tenant', isOfTenant: false },
  { who: 'a key of another tenant', isOfTenant: false },
  { who: 'an admin of the same tenant', isOfTenant: true },
  { who: 'a key of the same tenant', isOfTenant: true },
]

describe.each(KINDS)('on %s', (kind) => {
  let scene: MatrixScene
  let before: string
  beforeAll(async () => {
    scene = await openMatrixScene(kind)
    // What runs has been kept as far as it goes.
    before = await vi.waitFor(async () => {
      const dump = await scene.dumpVictim()
      if (!dump.includes('"half"')) throw new Error('not yet')
      return dump
    }, 10_000)
  }, 60_000)
  afterAll(() => scene[Symbol.asyncDispose]())

  test('every procedure and every route is in the table, and nothing else', () => {
    const { procedures, routes } = scene.server.surface
    expect(new Set(Object.keys(PROCEDURES))).toEqual(new Set(procedures.map(({ name }) => name)))
    const names = routes.map(({ method, path }) => `${method} ${path}`)
    expect(names.filter((name) => ROUTES[name] === undefined)).toEqual([])
    // Those of an identity provider are there once one is configured.
    expect(Object.keys(ROUTES).filter((name) => !names.includes(name) && !name.includes('/auth/oidc/'))).toEqual([])
  })

  const taking = Object.entries(PROCEDURES).flatMap(([name, entry]) => ('inputs' in entry ? [{ name, ...entry }] : []))
  const matrix = WHO.flatMap(({ who, isOfTenant }) =>
    taking.flatMap((entry) => (isOfTenant && entry.privacy === 'known in its tenant' ? [] : [{ who, ...entry }])),
  )

  test.each(matrix)('row 52 · $name: for $who an id of somebody else is one that never was', async (entry) => {
    const { who, name, answer, inputs } = entry
    const caller = callerCalled(who)
    const pairs = await callBoth(scene, caller, { name, inputs })
    for (const { foreign, nothing } of pairs) {
      expect(foreign).toEqual(nothing)
      expect([answer, 400, 403]).toContain(statusOf(nothing))
      expect(foreign.text).not.toContain(scene.victim.canary)
    }
  })

  test.each(taking)('$name: at least one of them gets as far as the id', async ({ name, answer, inputs }) => {
    const statuses: number[] = []
    for (const caller of scene.callers) {
      for (const input of inputs(neverIds(), caller.ids)) statuses.push(statusOf(await caller.call(name, input)))
    }
    expect(statuses).toContain(answer)
  })

  const lists = WHO.flatMap(({ who, isOfTenant }) =>
    LISTS.flatMap((list) => (isOfTenant && list.isOfTenant ? [] : [{ who, ...list }])),
  )

  test.each(lists)('$name: $who finds nothing of others in it', async ({ who, name, input }) => {
    const { text } = await callerCalled(who).call(name, input(scene.victim.canary))
    const { tenant: _tenant, ...ids } = scene.victimIds
    for (const secret of [scene.victim.canary, ...Object.values(ids)]) expect(text).not.toContain(secret)
  })

  test.each([{ tenant_id: 'tenant-alpha' }, { tenant: 'tenant-alpha' }, { 'x-tenant-id': 'tenant-alpha' }])(
    'the tenant comes from the key and from nothing else: %o changes nothing',
    async (wish) => {
      const body = { message: 'hi', model: 'm', ...wish }
      const headers = Object.fromEntries(Object.entries(wish).map(([name, value]) => [name.replace('_', '-'), value]))
      const controller = new AbortController()
      const response = await fetch(`${scene.server.serverUrl}/v1/chat/stream?tenant=tenant-alpha`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': scene.server.betaKey, ...headers },
        body: JSON.stringify(body),
        signal: controller.signal,
      })
      const { value } = (await response.body?.getReader().read()) ?? {}
      controller.abort()
      expect(new TextDecoder().decode(value)).toMatch(/"tenant_id": ?"tenant-beta"/)
    },
  )

  test('after all of that nothing of the victim has changed, and what was running runs', async () => {
    expect(await scene.dumpVictim()).toBe(before)
    const { victimIds, victim } = scene
    const conversation = await scene.asVictim('conversations.get', { conversationId: victimIds.conversation })
    expect(conversation.text).toContain(victim.canary)
    for (const generationId of [victimIds.generation, victimIds.statelessGeneration]) {
      expect(dataOf(await scene.asVictim('chat.stop', { generationId }))).toEqual({ stopped: true })
    }
  })

  test("somebody else's mark of a call is not theirs: the same idempotency key is another call", async () => {
    const idempotencyKey = crypto.randomUUID()
    const theirs = dataOf(await scene.asVictim('chat.send', { content: 'once', idempotencyKey }))
    for (const caller of scene.callers) {
      const own = dataOf(await caller.call('chat.send', { content: 'once', idempotencyKey }))
      for (const id of ['conversationId', 'questionId', 'messageId', 'generationId']) {
        expect(own[id]).not.toBe(theirs[id])
      }
    }
  })

  function callerCalled(who: string): Caller {
    return scene.callers.find((caller) => caller.who === who) as Caller
  }
})
