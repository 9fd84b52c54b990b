import type { Plugin } from 'vite'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** Under this size a file does not become smaller enough to be worth another one beside it. */
const LEAST_BYTES = 1_000

/** Puts a compressed copy or two beside every text file of the build, so that the server need not compress what never changes. */
export function compressedCopies(): Plugin {
  return {
    name: 'compressed-copies',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          if (!/\.(?:js|css|svg|html)$/.test(fileName) || source.length < LEAST_BYTES) continue
          const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: source.length }
          this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source, { params }) })
          this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source, { level: 9 }) })
        }
      },
    },
  }
}
