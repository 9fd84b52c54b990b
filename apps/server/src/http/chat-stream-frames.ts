import type { GenerationEvent } from '@coco/shared/generation-events'
import { toPythonJson } from './python-json.ts'

/** Comment lines only: the quickstart's page parses every `data:` line as JSON. */
export const HEARTBEAT_FRAME = ': keep-alive\n\n'

/** One of our events as the quickstart's frame; null for what its readers were never sent. ASCII only. */
export function toFrame(event: GenerationEvent): string | null {
  switch (event.type) {
    case 'delta':
      return `event: delta\ndata: {"content": ${toPythonJson(event.content)}}\n\n`
    case 'sources':
    case 'reasoning':
      return null
    case 'meta':
    case 'done':
    case 'error': {
      const { type, ...data } = event
      return `event: ${type}\ndata: ${toPythonJson(data)}\n\n`
    }
  }
}
