import type { FastifyRequest } from 'fastify'
import { AppError } from '../platform/app-error.ts'
import { isSameOrigin } from './requests-from-elsewhere.ts'

const isJson = (contentType: string) => /^application\/json\s*(;|$)/i.test(contentType)

/**
 * What changes something on the strength of a cookie (or makes one) must come from a page of ours, as JSON: a form or an
 * image on a foreign page can send neither. A key is something that a foreign page does not have, so it needs no proof.
 *
 * @param isOurs whether a body of this type may come; never one that a form sends without being asked first
 * @throws AppError origin_not_allowed, unsupported_media_type
 */
export function checkBrowserChange(
  request: FastifyRequest,
  publicOrigin: string | null,
  isOurs: (contentType: string) => boolean = isJson,
): void {
  const { method, headers } = request
  if (headers['x-api-key'] !== undefined || headers.authorization !== undefined) return
  if (headers['sec-fetch-site'] === 'cross-site')
    throw new AppError('origin_not_allowed', 'Call this from a page of Coco.')
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
  if (!isSameOrigin(request) && (publicOrigin === null || headers.origin !== publicOrigin)) {
    throw new AppError('origin_not_allowed', 'Call this from a page of Coco.')
  }
  if (!isOurs(headers['content-type'] ?? '')) {
    const sentence =
      isOurs === isJson ? 'Send the request as application/json.' : 'Send the file itself, under its own media type.'
    throw new AppError('unsupported_media_type', sentence)
  }
}
