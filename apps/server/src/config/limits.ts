import { z } from 'zod'
import { wholeNumber } from './whole-number.ts'

const KIB = 1_024
const MIB = 1_024 * KIB
const GIB = 1_024 * MIB
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/**
 * Every bound of the server as a variable: its lowest, its highest and its usual value, with the reason. Names carry the
 * unit. `app.ts` and `server.ts` hand each part its own.
 *
 * Not here: MAX_MESSAGES and MAX_TOKENS_LIMIT (@coco/shared/chat-inputs) and MAX_JSON_DEPTH (@coco/shared/json-depth).
 * Pages and clients are built with them, so that another number on a server would be a lie to those.
 */
export const LimitVariables = {
  /** A whole body. A conversation of many hours fits; a body is held in memory once for each request. */
  COCO_LIMIT_BODY_BYTES: wholeNumber(KIB, 64 * MIB, MIB),
  /** The head of a request: cookies of other programs on this machine come along, ports do not separate them. */
  COCO_LIMIT_HEAD_BYTES: wholeNumber(4 * KIB, 64 * KIB, 16 * KIB),
  /** A whole request, head and body, is here by then; answers may take as long as they like. */
  COCO_LIMIT_REQUEST_MS: wholeNumber(1_000, 10 * MINUTE_MS, 20_000),
  /** Calls in one tRPC batch. A page sends a handful. */
  COCO_LIMIT_BATCH_CALLS: wholeNumber(1, 100, 20),
  /** Sessions that one person has open: their devices, and those they forgot. Beyond it the oldest ends. */
  COCO_LIMIT_SESSIONS_PER_PERSON: wholeNumber(1, 1_000, 50),

  /** A sign of life on silent streams. nginx closes after 60 s of silence, Snowpark Container Services after 90 s. */
  COCO_LIMIT_HEARTBEAT_MS: wholeNumber(1_000, 50_000, 15_000),
  /** A connection whose reader takes nothing for so long is cut: upstream is paused meanwhile and holds its place. */
  COCO_LIMIT_WRITE_STALL_MS: wholeNumber(5_000, 10 * MINUTE_MS, 30_000),
  /** How long an answer goes on without a reader: long enough to come back after a cut. */
  COCO_LIMIT_UNREAD_MS: wholeNumber(1_000, 60 * MINUTE_MS, 30_000),
  /** How long an answer can be read again after its end. */
  COCO_LIMIT_KEPT_MS: wholeNumber(1_000, 60 * MINUTE_MS, 5 * MINUTE_MS),
  /** Ended answers together, two bytes a character; the oldest goes first. */
  COCO_LIMIT_KEPT_BYTES: wholeNumber(MIB, 64 * GIB, 128 * MIB),
  /** All answers together, those under way included: beyond it ended ones go, and then new ones are refused. */
  COCO_LIMIT_ANSWERS_BYTES: wholeNumber(MIB, 64 * GIB, 512 * MIB),

  /** Answers that run at the same time: a stalled tenant fills its own share, never everybody's. */
  COCO_MAX_STREAMS: wholeNumber(1, 100_000, 10_000),
  COCO_MAX_STREAMS_PER_TENANT: wholeNumber(1, 100_000, 2_000),

  /** Documents and passages that a tenant keeps, of what is personal and of the rest so many each: beyond them a search of every passage would take seconds. */
  COCO_LIMIT_DOCUMENTS_PER_TENANT: wholeNumber(1, 1_000_000, 10_000),
  COCO_LIMIT_PASSAGES_PER_TENANT: wholeNumber(1, 10_000_000, 200_000),
  /** Files of one person that were read and neither kept nor discarded: their text lies in the database meanwhile. */
  COCO_LIMIT_UPLOADS_PER_PERSON: wholeNumber(1, 1_000, 50),
  /** Files that are received and read at the same time: each is held in memory whole. A tenant has half of the places, a person two. */
  COCO_LIMIT_UPLOADS_AT_ONCE: wholeNumber(2, 1_000, 12),
  /** A file that is uploaded is here by then: it has longer than other requests, as long as it comes with some speed. */
  COCO_LIMIT_UPLOAD_MS: wholeNumber(1_000, 60 * MINUTE_MS, 10 * MINUTE_MS),
  COCO_LIMIT_UPLOAD_BYTES_PER_SECOND: wholeNumber(1, 100 * MIB, 16 * KIB),
  /** Searches and questions of one tenant in a minute: each costs a vector at Snowflake and work in the database. */
  COCO_LIMIT_SEARCHES_PER_MINUTE: wholeNumber(1, 1_000_000, 300),

  /** A file that is uploaded. A report of some hundred pages with pictures fits. */
  COCO_LIMIT_DOCUMENT_BYTES: wholeNumber(KIB, 256 * MIB, 20 * MIB),
  COCO_LIMIT_DOCUMENT_PAGES: wholeNumber(1, 100_000, 2_000),
  /** What a DOCX unpacks to, text and marks together: some twenty times its text. */
  COCO_LIMIT_DOCUMENT_EXPANDED_BYTES: wholeNumber(KIB, GIB, 100 * MIB),
  /** Of the text that is kept: a thousand pages. All of it goes to the page in pieces, and to Snowflake to be embedded. */
  COCO_LIMIT_DOCUMENT_CHARACTERS: wholeNumber(1_000, 50_000_000, 3_000_000),
  COCO_LIMIT_DOCUMENT_PASSAGES: wholeNumber(1, 20_000, 5_000),
  /** Reading one file, in a process of its own. Ordinary files take well under a second, the largest some seconds. */
  COCO_LIMIT_DOCUMENT_READ_MS: wholeNumber(100, 10 * MINUTE_MS, 30_000),
  /** Of that process. Node and the parsers take some 100 MiB of it before they begin. */
  COCO_LIMIT_DOCUMENT_MEMORY_BYTES: wholeNumber(192 * MIB, 8 * GIB, 512 * MIB),
  /** Files that are read at the same time; the others that were taken wait for their turn. */
  COCO_MAX_DOCUMENT_READERS: wholeNumber(1, 16, 2),

  /** One line and one event of Snowflake's stream, and the whole text of an answer: what is larger is no answer. */
  COCO_LIMIT_UPSTREAM_LINE_BYTES: wholeNumber(KIB, 64 * MIB, MIB),
  COCO_LIMIT_UPSTREAM_EVENT_BYTES: wholeNumber(KIB, 64 * MIB, MIB),
  COCO_LIMIT_UPSTREAM_ANSWER_BYTES: wholeNumber(KIB, 256 * MIB, 4 * MIB),
  /** How long to wait for Snowflake: see `Timeouts` in @coco/core/cortex/deadlines. */
  COCO_TIMEOUT_CONNECT_MS: wholeNumber(1, DAY_MS, 5_000),
  COCO_TIMEOUT_FIRST_TOKEN_MS: wholeNumber(1, DAY_MS, 60_000),
  COCO_TIMEOUT_SILENCE_MS: wholeNumber(1, DAY_MS, 60_000),
  COCO_TIMEOUT_TOTAL_MS: wholeNumber(1, DAY_MS, 10 * MINUTE_MS),
}

/** The bounds, by the part that keeps them. */
export type Limits = ReturnType<typeof toLimits>

const Variables = z.object(LimitVariables)

export function toLimits(env: z.infer<typeof Variables>) {
  return {
    requests: {
      bodyBytes: env.COCO_LIMIT_BODY_BYTES,
      headBytes: env.COCO_LIMIT_HEAD_BYTES,
      wholeMs: env.COCO_LIMIT_REQUEST_MS,
      uploadMs: env.COCO_LIMIT_UPLOAD_MS,
      uploadBytesPerSecond: env.COCO_LIMIT_UPLOAD_BYTES_PER_SECOND,
      batchCalls: env.COCO_LIMIT_BATCH_CALLS,
    },
    maxSessionsPerPerson: env.COCO_LIMIT_SESSIONS_PER_PERSON,
    heartbeatMs: env.COCO_LIMIT_HEARTBEAT_MS,
    writeStallMs: env.COCO_LIMIT_WRITE_STALL_MS,
    answers: {
      unreadMs: env.COCO_LIMIT_UNREAD_MS,
      keptMs: env.COCO_LIMIT_KEPT_MS,
      keptBytes: env.COCO_LIMIT_KEPT_BYTES,
      memoryBytes: env.COCO_LIMIT_ANSWERS_BYTES,
    },
    streams: { perProcess: env.COCO_MAX_STREAMS, perTenant: env.COCO_MAX_STREAMS_PER_TENANT },
    documentStore: {
      documentsPerTenant: env.COCO_LIMIT_DOCUMENTS_PER_TENANT,
      passagesPerTenant: env.COCO_LIMIT_PASSAGES_PER_TENANT,
      uploadsPerPerson: env.COCO_LIMIT_UPLOADS_PER_PERSON,
      uploadsAtOnce: env.COCO_LIMIT_UPLOADS_AT_ONCE,
      searchesPerMinute: env.COCO_LIMIT_SEARCHES_PER_MINUTE,
    },
    reading: {
      bytes: env.COCO_LIMIT_DOCUMENT_BYTES,
      pages: env.COCO_LIMIT_DOCUMENT_PAGES,
      expandedBytes: env.COCO_LIMIT_DOCUMENT_EXPANDED_BYTES,
      characters: env.COCO_LIMIT_DOCUMENT_CHARACTERS,
      passages: env.COCO_LIMIT_DOCUMENT_PASSAGES,
      readMs: env.COCO_LIMIT_DOCUMENT_READ_MS,
      memoryBytes: env.COCO_LIMIT_DOCUMENT_MEMORY_BYTES,
      readers: env.COCO_MAX_DOCUMENT_READERS,
    },
    upstream: {
      maxLineBytes: env.COCO_LIMIT_UPSTREAM_LINE_BYTES,
      maxEventBytes: env.COCO_LIMIT_UPSTREAM_EVENT_BYTES,
      maxAnswerBytes: env.COCO_LIMIT_UPSTREAM_ANSWER_BYTES,
    },
    timeouts: {
      connectMs: env.COCO_TIMEOUT_CONNECT_MS,
      firstTokenMs: env.COCO_TIMEOUT_FIRST_TOKEN_MS,
      silenceMs: env.COCO_TIMEOUT_SILENCE_MS,
      totalMs: env.COCO_TIMEOUT_TOTAL_MS,
    },
  }
}
