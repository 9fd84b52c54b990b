import { AppError } from '../../platform/app-error.ts'

/**
 * For what only this machine may use: it is refused to whoever comes through a proxy.
 *
 * @param what begins the sentence that says why
 * @param forwardedBy the header that shows the proxy, or null
 * @throws AppError forbidden
 */
export function requireDirect(what: string, forwardedBy: string | null): void {
  if (forwardedBy === null) return
  const why = `This request came through a proxy: it carries ${forwardedBy}.`
  throw new AppError('forbidden', `${what} only on the machine that Coco runs on. ${why}`)
}
