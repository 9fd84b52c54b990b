import type { GenerationEvent } from '@coco/shared/generation-events'
import { TenantId } from '@coco/shared/ids'
import { describe, expect, test } from 'vitest'
import {
  type Answer,
  applyEvent,
  endOfStream,
  giveUpAnswer,
  resumeAnswer,
  settleAnswer,
  stopAnswer,
  waitingAnswer,
} from './answer.ts'

const meta: GenerationEvent = {
  type: 'meta',
  id: 'coco_req_0123abcd',
  model: 'mistral-large2',
  tenant_id: TenantId.parse('tenant-alpha'),
}
const delta = (content: string): GenerationEvent => ({ type: 'delta', content })
const reasoning = (content: string): GenerationEvent => ({ type: 'reasoning', content })
const done: GenerationEvent = {
  type: 'done',
  id: 'coco_req_0123abcd',
  latency_ms: 1234,
  usage: { prompt_tokens: 10, completion_tokens: 20 },
  finish_reason: 'stop',
}
const failure: GenerationEvent = {
  type: 'error',
  code: 'upstream_silent',
  status_code: 504,
  message: 'silent',
  request_id: 'coco_req_0123abcd',
}

/** Reads the events as a page does: numbered from 1, one every 1000 ms. */
function read(events: GenerationEvent[], from: Answer = waitingAnswer('mistral-large2', 0)): Answer {
  return events.reduce(
    (answer, event, index) => applyEvent(answer, { seq: index + 1, event, atMs: index * 1000 }),
    from,
  )
}

describe('an answer that is being read', () => {
  test('waits until its first word', () => {
    expect(read([])).toMatchObject({ status: 'waiting', model: 'mistral-large2', text: '' })
    expect(read([meta])).toMatchObject({ status: 'waiting', text: '' })
  })

  test('grows by each delta, in order', () => {
    expect(read([meta, delta('one '), delta('two')])).toMatchObject({ status: 'writing', text: 'one two', position: 3 })
  })

  test('takes its model from the server, whatever was asked for', () => {
    expect(read([meta], waitingAnswer('another', 0)).model).toBe('mistral-large2')
  })

  test('ends with its time and its tokens', () => {
    expect(read([meta, delta('all'), done])).toMatchObject({
      status: 'done',
      text: 'all',
      finish: 'stop',
      latencyMs: 1234,
      tokens: { prompt: 10, completion: 20 },
    })
  })

  test('tells no tokens when the upstream told none', () => {
    expect(read([meta, delta('all'), { ...done, usage: {} }])).toMatchObject({ status: 'done', tokens: null })
  })

  test('keeps what was written when it fails', () => {
    expect(read([meta, delta('half'), failure])).toMatchObject({
      status: 'failed',
      text: 'half',
      failure: { code: 'upstream_silent', requestId: 'coco_req_0123abcd' },
    })
  })

  test('keeps thinking apart from the text, and knows how long it took', () => {
    const answer = read([meta, reasoning('hm '), reasoning('so'), delta('Yes')])
    expect(answer.text).toBe('Yes')
    expect(answer.thought).toEqual({ text: 'hm so', startedAtMs: 1000, endedAtMs: 3000 })
  })
})

test('the blank lines after a thought are no part of the answer', () => {
  expect(read([meta, reasoning('hm'), delta('\n\n'), delta('\nYes\n\n'), delta(' and no')]).text).toBe('Yes\n\n and no')
})

test('blank lines at the beginning stay when nothing was thought', () => {
  expect(read([meta, delta('\n\nYes')]).text).toBe('\n\nYes')
})

describe('an event that comes again after a reconnect', () => {
  test('changes nothing, wherever the connection was cut', () => {
    const events = [meta, delta('a'), delta('b'), reasoning('c'), delta('d'), done]
    const whole = read(events)
    for (let cut = 0; cut <= events.length; cut++) {
      const before = read(events.slice(0, cut))
      expect(read(events, before)).toEqual(whole)
    }
  })
})

describe('an answer that has ended', () => {
  test.each([
    ['done', read([meta, delta('a'), done])],
    ['failed', read([meta, delta('a'), failure])],
    ['stopped', stopAnswer(read([meta, delta('a')]), 0)],
    ['incomplete', endOfStream(read([meta, delta('a')]), 0)],
  ])('takes no further text once it is %s', (status, answer) => {
    expect(answer.status).toBe(status)
    expect(applyEvent(answer, { seq: 99, event: delta('late'), atMs: 0 })).toBe(answer)
    expect(stopAnswer(answer, 0)).toBe(answer)
    expect(endOfStream(answer, 0)).toBe(answer)
  })

  test('is never taken for complete when nobody said that it is', () => {
    expect(endOfStream(read([meta, delta('half')]), 0)).toMatchObject({ status: 'incomplete', text: 'half' })
  })

  test('may be incomplete, with or without a word, when nobody can be asked', () => {
    expect(giveUpAnswer(read([meta]), 0)).toMatchObject({ status: 'incomplete', text: '' })
  })

  test('has failed when the stream ended before its first word', () => {
    expect(endOfStream(read([meta]), 0)).toMatchObject({ status: 'failed', failure: { code: 'upstream_broken_off' } })
  })

  test('is settled once the server has said what it kept of it', () => {
    const stopped = stopAnswer(read([meta, delta('half')]), 0)
    expect(stopped).toMatchObject({ status: 'stopped', isSettled: false })
    expect(settleAnswer(stopped)).toMatchObject({ status: 'stopped', isSettled: true, text: 'half' })
  })

  test('goes on behind its text, with the events of another run', () => {
    const cut = read([meta, delta('half '), failure])
    expect(read([meta, delta('and all'), done], resumeAnswer(cut))).toMatchObject({
      status: 'done',
      text: 'half and all',
    })
  })

  test('ends the thinking too', () => {
    expect(stopAnswer(read([meta, reasoning('hm')]), 5000).thought?.endedAtMs).toBe(5000)
  })
})
