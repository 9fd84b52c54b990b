import { createCoco } from '@coco/client'
import { createSummaryServer } from './summary-server.ts'

const { COCO_URL = 'http://127.0.0.1:8000', COCO_API_KEY, PORT = '3000' } = process.env
if (!COCO_API_KEY) throw new Error('Set COCO_API_KEY: it says which tenant this service acts for.')

const shutdown = new AbortController()
const coco = createCoco({ url: COCO_URL, apiKey: COCO_API_KEY, signal: shutdown.signal })

const server = createSummaryServer(coco).listen(Number(PORT), '127.0.0.1', () => {
  console.log('Listening on', server.address())
})

process.once('SIGTERM', () => {
  server.close()
  shutdown.abort()
})
