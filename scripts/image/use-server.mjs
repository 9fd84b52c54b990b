import assert from 'node:assert/strict'

const LINE = 'BT /F1 24 Tf 72 700 Td (The gate of the garden is closed at nine in the evening.) Tj ET'
/** One page. The table of places at the end is left out: a reader finds them itself. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${LINE.length}>>stream
${LINE}
endstream
endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
`

const DOCUMENTS = [
  { type: 'text/plain', name: 'lamp.txt', content: 'The lamp in the hall is switched on at six.' },
  { type: 'text/html', name: 'ferns.html', content: '<h1>Ferns</h1><p>The ferns are watered on Mondays.</p>' },
  { type: 'application/pdf', name: 'gate.pdf', content: PDF },
]

/** @param {string} url the server's, with a tenant that its upstream lets in */
export async function requireReady(url) {
  const ready = await fetch(`${url}/readyz`)
  const state = await ready.json()
  assert.equal(ready.status, 200, `/readyz: ${JSON.stringify(state)}`)
  assert.partialDeepStrictEqual(state, { tenants: { up: 2, down: 0 } })
}

/**
 * The page and everything that it names.
 * @param {string} url
 */
export async function loadPage(url) {
  const page = await fetch(`${url}/`)
  assert.equal(page.status, 200)
  const assets = [...(await page.text()).matchAll(/\/assets\/[\w.-]+/g)].map(([path]) => path)
  assert.ok(
    assets.some((path) => path.endsWith('.js')),
    'The page names no script.',
  )
  for (const path of assets) assert.equal((await fetch(url + path)).status, 200, path)
}

/**
 * As the page does it: the cookie that the password gives opens the tenant's documents.
 * @param {string} url
 * @param {{ email: string, password: string }} person
 */
export async function signIn(url, person) {
  const answer = await fetch(`${url}/trpc/session.signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(person),
  })
  assert.equal(answer.status, 200, await answer.text())
  const cookie = answer.headers.getSetCookie().map((set) => set.split(';', 1)[0])
  const list = `${url}/trpc/documents.list?input=${encodeURIComponent('{}')}`
  assert.equal((await fetch(list, { headers: { cookie: cookie.join('; ') } })).status, 200)
  assert.equal((await fetch(list)).status, 401)
}

/**
 * Each kind is read by a process of its own, which may read nothing but the image's code.
 * @param {string} url
 * @param {string} apiKey
 */
export async function addDocuments(url, apiKey) {
  for (const { type, name, content } of DOCUMENTS) {
    const added = await fetch(`${url}/v1/documents`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-file-name': name, 'x-api-key': apiKey },
      body: content,
    })
    const body = await added.json()
    assert.equal(added.status, 201, `${name}: ${JSON.stringify(body)}`)
    assert.partialDeepStrictEqual(body, { passages: 1 })
  }
}

/**
 * @param {string} url
 * @param {string} apiKey
 * @param {string} message
 * @returns {Promise<{ rest: Promise<string> }>} once the first words are there
 */
export async function beginChat(url, apiKey, message) {
  const answer = await fetch(`${url}/v1/chat/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ message }),
  })
  assert.equal(answer.status, 200, `Chat: ${answer.status}`)
  assert.ok(answer.body !== null)
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('event: delta')) {
    const { value, done } = await reader.read()
    assert.ok(!done, `The answer ended before its first words: ${text}`)
    text += value
  }
  return { rest: readToEnd(reader, text) }
}

/**
 * @param {ReadableStreamDefaultReader<string>} reader
 * @param {string} begun
 */
async function readToEnd(reader, begun) {
  let text = begun
  for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value
  return text
}
