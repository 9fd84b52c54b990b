import type { FastifyReply } from 'fastify'
import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { errorEnvelope, inferenceUnavailable, modelNotAvailable, type Refusal, tooManyRequests } from '../refusal.ts'
import { STREAM_HEADERS } from '../stream/send-stream.ts'
import type { Fault, FaultIn } from './fault-table.ts'
import { numberSetting, textSetting } from './parse-fault.ts'

type ReplyFault = (reply: FastifyReply, fault: Fault, requestId: string) => Promise<unknown>

/** Faults that answer in place of the emulator. */
export const REPLY_FAULTS: Record<FaultIn<'reply'>, ReplyFault> = {
  'hang-up': async (reply) => {
    reply.hijack()
    reply.raw.destroy()
  },
  status: async (reply, fault, requestId) => {
    const statusCode = numberSetting(fault, 'code')
    const retryAfterMs = numberSetting(fault, 'retryAfterMs')
    const usual = usualRefusal(statusCode)
    if (retryAfterMs > 0) reply.header('retry-after', Math.ceil(retryAfterMs / 1000))
    return reply
      .code(statusCode)
      .send(errorEnvelope({ ...usual, message: textSetting(fault, 'text') || usual.message }, requestId))
  },
  html: async (reply, fault) => {
    const code = numberSetting(fault, 'code')
    const page = `<!doctype html>\n<html><head><title>${code}</title></head><body><center><h1>${code} error</h1></center><hr>proxy</body></html>\n`
    return reply.code(code).type('text/html').send(page)
  },
  'empty-200': async (reply) => reply.code(200).send(''),
  'code-390112': async (reply) =>
    reply.code(200).send({
      code: '390112',
      data: null,
      message: 'Your session has expired. Please login again.',
      success: false,
    }),
  redirect: async (reply, fault) => reply.redirect(textSetting(fault, 'location'), numberSetting(fault, 'code')),
  'gzip-bomb': async (reply, fault) => {
    reply.hijack()
    reply.raw.writeHead(200, { ...STREAM_HEADERS, 'content-encoding': 'gzip' })
    await pipeline(Readable.from(megabytes(numberSetting(fault, 'mb'))), createGzip(), reply.raw).catch(ignoreDeparture)
  },
}

/** What Snowflake says with a status, as far as anybody knows. */
function usualRefusal(statusCode: number): Refusal {
  switch (statusCode) {
    case 401:
      return { statusCode, code: '390144', message: `JWT token is invalid. [${randomUUID()}]` }
    case 402:
      return { statusCode, code: '402', message: 'budget exceeded' }
    case 403:
      return modelNotAvailable
    case 429:
      return tooManyRequests
    case 503:
      return inferenceUnavailable('inference timed out')
    default:
      return { statusCode, code: String(statusCode), message: `injected fault: status ${statusCode}` }
  }
}

function* megabytes(count: number): Generator<Buffer> {
  const megabyte = Buffer.alloc(1_000_000, ':')
  for (let sent = 0; sent < count; sent++) yield megabyte
}

/** A caller that hangs up on a bomb does the right thing. */
function ignoreDeparture(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}
