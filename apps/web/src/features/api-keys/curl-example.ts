import { keys } from '../../words/en/keys.ts'
import { wordsOf } from '../../words/language.ts'

/**
 * One call of this Coco with this key, to paste into a terminal; `model` is null for the tenant's own default. Keys,
 * origins and the ids of models hold nothing that a shell would read.
 */
export function curlExample(origin: string, secret: string, model: string | null): string {
  const body = { message: wordsOf(keys).made.sayHello, ...(model === null ? {} : { model }) }
  return [
    `curl -N ${origin}/v1/chat/stream \\`,
    `  -H 'X-API-Key: ${secret}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
  ].join('\n')
}
