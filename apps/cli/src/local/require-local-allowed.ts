import type { Settings } from '@coco/core/settings/env-file'
import { isLoopbackHost } from '@coco/core/settings/loopback'
import { Refusal } from '../command.ts'

/** Local mode signs in anybody who asks, so it is refused wherever somebody else could ask. */
export function requireLocalAllowed(settings: Settings): void {
  const why = 'Without SNOWFLAKE_ACCOUNT Coco starts in local mode, where anybody may sign in. '
  if (settings.NODE_ENV === 'production') {
    throw new Refusal(`${why}That is refused with NODE_ENV=production. Set SNOWFLAKE_ACCOUNT, or unset NODE_ENV.`)
  }
  if (settings.COCO_PUBLIC_URL !== undefined) {
    throw new Refusal(`${why}That is refused with COCO_PUBLIC_URL. Set SNOWFLAKE_ACCOUNT, or unset COCO_PUBLIC_URL.`)
  }
  if (!['false', undefined].includes(settings.COCO_TRUST_PROXY?.trim())) {
    throw new Refusal(`${why}That is refused with COCO_TRUST_PROXY. Set SNOWFLAKE_ACCOUNT, or unset COCO_TRUST_PROXY.`)
  }
  const names = settings.COCO_ALLOWED_HOSTS?.split(',').filter((name) => name.trim() !== '') ?? []
  if (!names.every(isLoopbackHost)) {
    const unset = 'Set SNOWFLAKE_ACCOUNT, or unset COCO_ALLOWED_HOSTS.'
    throw new Refusal(`${why}That is refused with COCO_ALLOWED_HOSTS, by which others reach it. ${unset}`)
  }
  const host = settings.COCO_HOST ?? '127.0.0.1'
  if (!isLoopbackHost(host)) {
    throw new Refusal(`${why}That is refused on ${host}. Set SNOWFLAKE_ACCOUNT, or unset COCO_HOST (loopback).`)
  }
}
