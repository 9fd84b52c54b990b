/**
 * Where a fault strikes. Any call: before it is looked at (`delay`), or something else is answered (`reply`).
 * Only calls with `stream: true`: what the model says (`answer`), what becomes of it on the wire (`stream`), or whether
 * it streams at all (`form`).
 */
export type FaultPlace = 'delay' | 'reply' | 'form' | 'answer' | 'stream'

interface FaultDescription {
  place: FaultPlace
  /** Settings with their defaults; a number stays a number. */
  settings: Record<string, number | string>
  does: string
}

const WHOLE_HOUR_MS = 3_600_000

/** Everything that can be made to go wrong. The list is closed: other names are refused. */
export const FAULTS = {
  'slow-headers': {
    place: 'delay',
    settings: { ms: 5_000 },
    does: 'The call is answered as usual, but nothing, headers included, comes before `ms` have passed.',
  },
  'hang-up': { place: 'reply', settings: {}, does: 'The socket is destroyed before any header.' },
  status: {
    place: 'reply',
    settings: { code: 503, retryAfterMs: 0, text: '' },
    does: 'An error envelope with that status; `retryAfterMs` adds a Retry-After header, `text` replaces the message.',
  },
  html: { place: 'reply', settings: { code: 502 }, does: 'The HTML error page of a proxy, with that status.' },
  'empty-200': { place: 'reply', settings: {}, does: '200 without a body.' },
  'code-390112': {
    place: 'reply',
    settings: {},
    does: '200 with the JSON body that says the session expired, as documented for driver sessions.',
  },
  redirect: {
    place: 'reply',
    settings: { code: 307, location: 'http://127.0.0.1:9/elsewhere' },
    does: 'A redirect (302, 307, 308 …) to `location`.',
  },
  'gzip-bomb': {
    place: 'reply',
    settings: { mb: 256 },
    does: '200 with a gzip body that is a thousand times larger unpacked: `mb` megabytes of one comment line.',
  },
  'json-instead-of-stream': {
    place: 'form',
    settings: {},
    does: 'The answer comes as one JSON body although a stream was asked for.',
  },

  length: {
    place: 'answer',
    settings: { after: 5 },
    does: 'The answer ends after `after` pieces with finish_reason `length`, where the family reports one.',
  },
  filter: {
    place: 'answer',
    settings: { after: 5 },
    does: 'The answer ends after `after` pieces with finish_reason `content_filter`, where the family reports one.',
  },
  'endless-answer': {
    place: 'answer',
    settings: { everyMs: 0, characters: 1_000 },
    does: 'The answer never ends: `characters` more every `everyMs`, or as fast as they are read.',
  },
  'huge-line': { place: 'answer', settings: { mb: 10 }, does: 'The answer begins with one frame of `mb` megabytes.' },
  u2028: {
    place: 'answer',
    settings: {},
    does: 'The answer begins with text that holds U+2028, U+2029 and U+0085, unescaped.',
  },

  'slow-first-token': {
    place: 'stream',
    settings: { ms: 5_000 },
    does: 'Headers at once, the first frame after `ms`.',
  },
  stall: {
    place: 'stream',
    settings: { after: 3, ms: WHOLE_HOUR_MS },
    does: 'Silence of `ms` after `after` pieces, then the rest.',
  },
  'silent-pings': {
    place: 'stream',
    settings: { after: 3, everyMs: 1_000 },
    does: 'After `after` pieces only comment lines, every `everyMs`, for ever.',
  },
  cut: {
    place: 'stream',
    settings: { after: 3 },
    does: 'The socket is destroyed after `after` pieces; 0 means right after the headers.',
  },
  eof: {
    place: 'stream',
    settings: { after: 3 },
    does: 'A clean end after `after` pieces, with neither finish_reason nor [DONE].',
  },
  garbage: { place: 'stream', settings: { after: 1 }, does: 'Lines that are no event stream, in the middle of one.' },
  'bad-json': { place: 'stream', settings: { after: 1 }, does: 'One event whose JSON is cut off; the answer goes on.' },
  'bad-utf8': { place: 'stream', settings: { after: 1 }, does: 'One extra piece holds bytes that are not UTF-8.' },
  'error-chunk': {
    place: 'stream',
    settings: { after: 2, code: 500, text: 'inference failed' },
    does: 'An error object as an event after `after` pieces, then a clean end.',
  },
  'finish-reason-empty': { place: 'stream', settings: {}, does: 'finish_reason is an empty string, as with Claude.' },
  'usage-null': {
    place: 'stream',
    settings: {},
    does: 'Every frame carries `usage: null`, but for the one that has the usage.',
  },
  'delta-null': { place: 'stream', settings: { after: 1 }, does: 'One extra frame with `delta: null`.' },
  'content-null': { place: 'stream', settings: { after: 1 }, does: 'One extra frame with `content: null`.' },
  'choices-empty': { place: 'stream', settings: { after: 1 }, does: 'One extra frame with `choices: []`.' },
  'choices-missing': { place: 'stream', settings: { after: 1 }, does: 'One extra frame without `choices`.' },
  'event-lines': {
    place: 'stream',
    settings: {},
    does: 'Every frame comes with `event:` and `id:` lines, a comment and an empty `data:` event before it.',
  },
  crlf: { place: 'stream', settings: {}, does: 'Lines end in CR LF.' },
  'utf8-split': { place: 'stream', settings: {}, does: 'Every byte is a write of its own.' },
  'no-done': { place: 'stream', settings: {}, does: 'A clean end after the last frame, without [DONE].' },
  'after-done': {
    place: 'stream',
    settings: {},
    does: 'More text after [DONE], and the socket stays open.',
  },
  'endless-line': { place: 'stream', settings: { after: 1 }, does: 'A line that never ends, as fast as it is read.' },
} as const satisfies Record<string, FaultDescription>

export type FaultName = keyof typeof FAULTS
export type FaultIn<Place extends FaultPlace> = {
  [Name in FaultName]: (typeof FAULTS)[Name]['place'] extends Place ? Name : never
}[FaultName]

/** A fault as asked for, its defaults filled in. */
export interface Fault<Name extends FaultName = FaultName> {
  name: Name
  settings: Record<string, number | string>
}
