import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressedCopies } from './compress-plugin.ts'
import { diagramFrame } from './diagram-frame/diagram-frame-plugin.ts'
import { preloadWhatIsMissing } from './preload-plugin.ts'

const server = `http://127.0.0.1:${process.env.COCO_PORT ?? '8000'}`
/** `Host` stays what the browser sent, so that the server's same-origin check sees the page's own origin. */
const passOn = { target: server, changeOrigin: false }

const preloads = preloadWhatIsMissing()

export default defineConfig({
  plugins: [react(), tailwindcss(), diagramFrame(), compressedCopies(), preloads.plugin],
  server: {
    host: '127.0.0.1',
    port: Number(process.env.COCO_WEB_PORT ?? '5173'),
    strictPort: true,
    proxy: { '/trpc': passOn, '/auth': passOn, '/v1': passOn, '/healthz': passOn, '/readyz': passOn },
  },
  build: {
    target: ['chrome123', 'firefox128', 'safari17.5'],
    sourcemap: false,
    modulePreload: { resolveDependencies: preloads.resolveDependencies },
  },
})
