import type { CortexChatEvent } from './cortex-events.ts'

export interface ThinkSplitter {
  split(event: CortexChatEvent): CortexChatEvent[]
  /** What is still held back, for an answer that was cut. */
  rest(): CortexChatEvent[]
}

/** Whether a model writes its thinking into its text (observed: deepseek-r1 does, every other model does not). */
export function writesThinking(model: string): boolean {
  return /\bdeepseek-r1\b/i.test(model)
}

/**
 * Turns `<think>…</think>` inside the text of deepseek-r1 into reasoning events, wherever the stream cut the tags. For
 * the app; `/v1/chat/stream` gives text as it came. Give it every event of one answer in order, `end` included.
 */
export function createThinkSplitter(): ThinkSplitter {
  let thinking = false
  /** The beginning of what may become a tag. */
  let held = ''

  function splitText(text: string, isLast: boolean): CortexChatEvent[] {
    const events: CortexChatEvent[] = []
    let left = held + text
    held = ''
    for (;;) {
      const tag = thinking ? '</think>' : '<think>'
      const at = left.indexOf(tag)
      if (at !== -1) {
        push(events, thinking, left.slice(0, at))
        thinking = !thinking
        left = left.slice(at + tag.length)
        continue
      }
      const keep = isLast ? 0 : possibleTagLength(left, tag)
      push(events, thinking, left.slice(0, left.length - keep))
      held = left.slice(left.length - keep)
      return events
    }
  }

  function rest(): CortexChatEvent[] {
    return splitText('', true)
  }

  function split(event: CortexChatEvent): CortexChatEvent[] {
    switch (event.type) {
      case 'delta':
        return splitText(event.content, false)
      case 'reasoning':
      case 'end':
        return [...rest(), event]
      case 'accepted':
        return [event]
    }
  }

  return { split, rest }
}

function push(events: CortexChatEvent[], thinking: boolean, content: string): void {
  if (content !== '') events.push({ type: thinking ? 'reasoning' : 'delta', content })
}

/** How many characters at the end of the text are a beginning of the tag. */
function possibleTagLength(text: string, tag: string): number {
  for (let length = Math.min(text.length, tag.length - 1); length > 0; length--) {
    if (text.endsWith(tag.slice(0, length))) return length
  }
  return 0
}
