import type { FastifyRequest } from 'fastify'
import { AppError } from '../platform/app-error.ts'
import { isSameOrigin } from './requests-from-elsewhere.ts'

/**
 * What changes something on the strength of a cookie (or makes one) must come from a page of ours, as JSON: a form or an
 * image on a foreign page can send neither. A key is something that a foreign page does not have, so it needs no proof.
 *
 * @throws AppError origin_not_allowed, unsupported_media_type
 */
export function checkBrowserChange(request: FastifyRequest, publicOrigin: string | null): void {
  const { method, headers } = request
  if (headers['x-api-key'] !== undefined || headers.authorization !== undefined) return
  if (headers['sec-fetch-site'] === 'cross-site')
    throw new AppError('origin_not_allowed', 'Call this from a page of Coco.')
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  if (!isSameOrigin(request) && (publicOrigin === null || headers.origin !== publicOrigin)) {
    throw new AppError('origin_not_allowed', 'Call this from a page of Coco.')
  }
  if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
    throw new AppError('unsupported_media_type', 'Send the request as application/json.')
  }
}
