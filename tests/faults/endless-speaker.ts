import type { UpstreamScript } from '@coco/testkit/hostile-upstream'
import { openStream } from '@coco/testkit/upstream-scripts'

const MIB = 1_048_576

/** An upstream that begins like any other and then repeats one piece as fast as it is read; `sentMib` counts. */
export function speakEndlessly(before: string, piece: string): { script: UpstreamScript; sentMib: () => number } {
  let sent = 0
  const script: UpstreamScript = (response) => {
    function speak(): void {
      while (!response.destroyed) {
        sent += piece.length
        if (!response.write(piece)) return
      }
    }
    openStream(response).on('drain', speak)
    response.write(before)
    speak()
  }
  return { script, sentMib: () => sent / MIB }
}
