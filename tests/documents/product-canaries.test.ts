import { NO_PARAMETERS } from '@coco/shared/answer-defaults'
import { seededRandom } from '@coco/testkit/canaries'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DocumentScene, openDocumentScene } from './document-scene.ts'

/** The same as canaries.test.ts asks of the search, of the whole product: a few of its questions, in whole answers. */
const QUESTIONS = 50
const TENANTS = ['tenant-alpha', 'tenant-beta']
const TOPICS = ['budget', 'contract', 'delivery', 'schedule']
const MINUTES = 300_000

interface Planted {
  word: string
  id: string
  tenant: string
  isPersonal: boolean
}

let scene: DocumentScene
const planted: Planted[] = []
const random = seededRandom(7)
const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('')
const newWord = () => Array.from({ length: 12 }, () => pick(LETTERS)).join('')

beforeAll(async () => {
  scene = await openDocumentScene({
    settings: { COCO_LIMIT_SEARCHES_PER_MINUTE: '1000' },
  })
  for (const tenant of TENANTS) {
    const editor = scene.program(tenant, 'editor')
    for (let index = 0; index < 8; index += 1) {
      const word = newWord()
      const isPersonal = index % 2 === 1
      const content = `# ${word}\n\nThe ${pick(TOPICS)} of ${word} is the ${pick(TOPICS)} of the year.`
      const document = { title: `About ${word}`, content, tags: [word], contains_pii: isPersonal }
      const { status, body } = await editor.call('POST', '/v1/documents', document)
      if (status !== 201) throw new Error(`${document.title} was not kept: ${status}`)
      planted.push({ word, id: body.id, tenant, isPersonal })
    }
  }
}, MINUTES)
afterAll(() => scene[Symbol.asyncDispose]())

test(
  `${QUESTIONS} questions to the routes and in the chat: no foreign and no hidden word or id is in any whole answer`,
  async () => {
    const leaks: string[] = []
    let own = 0
    let ownFound = 0
    for (let index = 0; index < QUESTIONS; index += 1) {
      const tenant = pick(TENANTS)
      const mayRead = random() < 0.5
      const program = scene.program(tenant, 'admin', ...(mayRead ? ['pii_access'] : []))
      const wanted = pick(planted)
      const maySee = (one: Planted) => one.tenant === tenant && (mayRead || !one.isPersonal)
      const names = random() < 0.7
      const query = names
        ? `What is the ${pick(TOPICS)} of ${wanted.word}?`
        : `What is the ${pick(TOPICS)} of the year?`
      const said: Record<string, string> = {}
      const asked = await program.call('POST', '/v1/query', { query })
      // The question comes back as it was asked: what else is said must not hold it.
      said.query = JSON.stringify({ ...asked.body, query: '' })
      said.list = (await program.call('GET', '/v1/documents?limit=50')).text
      said['list by tag'] = (await program.call('GET', `/v1/documents?tags=${wanted.word}`)).text
      said['list by title'] = (await program.call('GET', `/v1/documents?title=${wanted.word}`)).text
      if (!maySee(wanted)) {
        const { status, text } = await program.call('DELETE', `/v1/documents/${wanted.id}`)
        if (status !== 404) leaks.push(`${tenant} deletes what it may not see: ${status}`)
        said.delete = text
      }
      said['wrong fields'] = (await program.call('POST', '/v1/documents', { title: '', content: '', tags: 1 })).text
      said['wrong query'] = (await program.call('POST', '/v1/query', { query: '', tags: [wanted.word] })).text
      if (index % 5 === 0) {
        const { conversationId, events } = await program.client.converse({
          content: query,
          parameters: { ...NO_PARAMETERS, documents: { tags: [] } },
        })
        said.chat = JSON.stringify(events)
        const { messages } = await program.client.trpc.conversations.get.query({ conversationId })
        said.conversation = JSON.stringify(messages.map((message) => (message.role === 'user' ? null : message)))
      }
      for (const [where, text] of Object.entries(said)) {
        for (const one of planted) {
          if (maySee(one) || !(text.includes(one.word) || text.includes(one.id))) continue
          leaks.push(`${tenant} ${mayRead ? 'with' : 'without'} the right, ${where}: “${query}”`)
        }
      }
      if (!names || !maySee(wanted)) continue
      own += 1
      if (asked.text.includes(wanted.id)) ownFound += 1
    }
    expect(leaks).toEqual([])
    // Without this nothing would be proved.
    expect(own).toBeGreaterThan(5)
    expect(ownFound).toBe(own)
  },
  MINUTES,
)
