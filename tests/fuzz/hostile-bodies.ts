import fc from 'fast-check'

/** Sent to the letter; text as UTF-8. */
export type Body = string | Uint8Array<ArrayBuffer>

/** Values that a field did not expect. */
const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  fc.constantFrom('', ' ', '\0', '\ud800', 'a\ud83d', '__proto__', 'NaN', '1e309', '٣', '\u2028', 'x'.repeat(10_000)),
  fc.constantFrom(0, -0, 1, -1, 1.5, 2 ** 53, 1e308, -1e308, 5e-324, true, false, null),
  fc.constantFrom<unknown>([], {}, [[]], [{}], [null], { role: 'user' }, { content: null }, [{ role: 'user' }]),
  fc.string({ unit: 'binary', maxLength: 50 }),
)

/** An object with these fields, mostly right; now and then one is left out or has a hostile value. */
function hostileObject(rightValues: Record<string, unknown>): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.entries(rightValues).map(([name, right]) => [
    name,
    fc.oneof(
      { weight: 6, arbitrary: fc.constant(right) },
      { weight: 2, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: hostileValue },
    ),
  ])
  return fc.record(Object.fromEntries(fields))
}

/** What JSON allows and `JSON.stringify` never writes, or what it does not allow. */
const strangeJson = fc.constantFrom(
  '{"__proto__": {"model": "x"}, "message": "hi"}',
  '{"constructor": {"prototype": {"message": "hi"}}, "message": "hi"}',
  '{"message": "hi", "message": 5, "toString": null, "hasOwnProperty": 1}',
  '{"message": "\\ud800", "model": "\\udfff"}',
  '{"message": "hi", "temperature": NaN}',
  '{"message": "hi", "max_tokens": 1e999}',
  '{"message": "hi", "max_tokens": 123456789012345678901234567890}',
  '{"message": "hi", "max_tokens": -0}',
  "{'message': 'hi'}",
  '{"message": "hi",}',
  '{"message": "hi"} {}',
  '\uFEFF{"message": "hi"}',
  '\uFEFF\uFEFF{"message": "hi"}',
)

const deep = fc
  .tuple(
    fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{"messages":[', ']}']),
    fc.integer({ min: 1, max: 70_000 }),
    fc.boolean(),
  )
  .map(
    ([[open = '', close = ''], levels, isClosed]) => open.repeat(levels) + (isClosed ? `1${close.repeat(levels)}` : ''),
  )

const wide = fc
  .tuple(fc.constantFrom('{"role":"user","content":"x"},', '[],', '1,', '"",'), fc.integer({ min: 1, max: 30_000 }))
  .map(([item, count]) => `{"messages":[${item.repeat(count).slice(0, -1)}]}`)

/** Bodies for an endpoint that takes an object with these fields: right, nearly right, broken, or no text at all. */
export function hostileBody(rightValues: Record<string, unknown>): fc.Arbitrary<Body> {
  const json = fc.oneof(
    { weight: 4, arbitrary: hostileObject(rightValues).map((value) => JSON.stringify(value)) },
    hostileValue.map((value) => JSON.stringify(value)),
  )
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(JSON.stringify(rightValues)) },
    { weight: 6, arbitrary: json },
    { weight: 2, arbitrary: fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))) },
    { weight: 2, arbitrary: fc.tuple(json, fc.nat(), fc.nat(255)).map(([text, at, byte]) => withByte(text, at, byte)) },
    { weight: 2, arbitrary: strangeJson },
    { weight: 1, arbitrary: deep },
    { weight: 1, arbitrary: wide },
    { weight: 2, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)) },
    { weight: 1, arbitrary: fc.string({ maxLength: 200 }) },
  )
}

/** One byte of it is another. */
function withByte(text: string, at: number, byte: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(text))
  if (bytes.length > 0) bytes[at % bytes.length] = byte
  return bytes
}

const headerText = fc.string({
  unit: fc
    .integer({ min: 0x20, max: 0xff })
    .filter((code) => code !== 0x7f)
    .map((code) => String.fromCharCode(code)),
  maxLength: 60,
})

const OTHER_TYPES = [
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'application/problem+json',
  'APPLICATION/JSON;',
  '/',
  '',
]

/** Headers that a client may send; those that say how long the body is are left to the client. */
export const hostileHeaders: fc.Arbitrary<Record<string, string>> = fc
  .record(
    {
      'content-type': fc.oneof(
        { weight: 12, arbitrary: fc.constant('application/json') },
        fc.constantFrom(...OTHER_TYPES),
        headerText,
      ),
      'x-request-id': headerText,
      'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'x'),
      accept: fc.oneof(fc.constantFrom('text/event-stream', '*/*', 'image/png'), headerText),
      cookie: headerText,
      'last-event-id': headerText,
      'x-forwarded-proto': headerText,
      'user-agent': headerText,
      range: fc.constantFrom('bytes=0-', 'bytes=5-1'),
      'if-none-match': headerText,
    },
    { requiredKeys: [] },
  )
  .map((headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.trim()])))
