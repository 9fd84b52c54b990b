/**
 * Puts values of the environment into a file of deploy/ and prints it: IMAGE_TAG=… PUBLIC_URL=… node scripts/deploy/render.mjs FILE
 * Nothing is printed when a value is missing or could mean something in YAML.
 */
import { readFileSync } from 'node:fs'
import { render } from './render-template.mjs'

const [path] = process.argv.slice(2)
if (path === undefined) {
  console.error('Say which file: node scripts/deploy/render.mjs deploy/spcs/service.yaml')
  process.exitCode = 2
} else {
  try {
    process.stdout.write(render(readFileSync(path, 'utf8'), process.env))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
