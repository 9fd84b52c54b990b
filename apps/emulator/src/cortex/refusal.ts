import { assumptions } from '../assumptions.ts'

/**
 * A call that is answered with an error envelope. `code` and `message` are what Snowflake writes into it; where the
 * code is the status, no public text tells it (`assumptions.cortexStatusAsCode`).
 */
export interface Refusal {
  statusCode: number
  code: string
  message: string
}

/**
 * The body of every refused Cortex call. `error_code` is a deprecated copy of `code`
 * (snowflake rest api specs: common.yaml).
 */
export function errorEnvelope({ code, message }: Refusal, requestId: string) {
  return { code, message, request_id: requestId, error_code: code }
}

export const invalidPayload: Refusal = {
  statusCode: 400,
  code: '390142',
  message: 'Incoming request does not contain a valid payload.',
}

/** What a free trial account hears for every Cortex call, whatever the model (recorded by several projects in 2026). */
export const accountNotEntitled: Refusal = {
  statusCode: 403,
  code: '003001',
  message: 'This account is not allowed to access this endpoint. Please contact Snowflake support.',
}

export const missingDatabaseRole: Refusal = { statusCode: 403, ...assumptions.cortexRoleMissing.value }

/** Names no model, so that a model that is not there and one that is not granted cannot be told apart. */
export const modelNotAvailable: Refusal = { statusCode: 403, ...assumptions.modelNotAvailable.value }

/** The documented form; measured accounts answer `modelNotAvailable` instead. */
export function unknownModel(model: string): Refusal {
  return { statusCode: 400, code: assumptions.modelErrorsAs400.value.code, message: `unknown model "${model}"` }
}

export const tooManyRequests: Refusal = { statusCode: 429, code: '390505', message: 'Too many requests.' }

export const payloadTooLarge: Refusal = {
  statusCode: 413,
  code: '413',
  message: 'The request is larger than this endpoint accepts.',
}

export const methodNotAllowed: Refusal = { statusCode: 405, code: '405', message: 'Method Not Allowed' }

export const internalError: Refusal = { statusCode: 500, code: '500', message: 'Internal error.' }

/** 400 for a field whose value or presence is wrong. */
export function badRequest(message: string): Refusal {
  return { statusCode: 400, code: '400', message }
}

export function inferenceUnavailable(message: string): Refusal {
  return { statusCode: 503, code: '503', message }
}
