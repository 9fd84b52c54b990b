import { section } from '../section.ts'

/** What may have to be said at any moment, so it is there from the beginning. */
export const reading = section('reading', {
  requestId: 'Request id',
  copyRequestId: 'Copy request id',
  opening: 'Opening the conversation…',
  line: {
    lost: 'The connection is lost. The answer goes on as soon as it is back…',
    heldBack: 'The network holds the live text back, so the answer comes in steps.',
    offlineAnswering: 'Offline: the answer goes on on the server.',
    offline: 'Offline: what you write is kept.',
  },
  newVersion: {
    there: 'There is a new version of Coco. Reload when it suits you: your text is kept.',
    reload: 'Reload',
    later: 'Later',
  },
  waiting: {
    searching: 'Searching the documents…',
    begun: (model: string) => `Waiting for ${model}`,
    long: (model: string, seconds: string) => `Still waiting for ${model} (${seconds} s)`,
  },
})
