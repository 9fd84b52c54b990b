import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readDockerfile } from './read-dockerfile.mjs'

test('every line of the image is one that the rehearsal carries out', () => {
  const steps = readDockerfile(readFileSync(join(import.meta.dirname, '../../deploy/docker/Dockerfile'), 'utf8'))
  expect(steps.filter(({ instruction }) => instruction === 'FROM')).toHaveLength(2)
  expect(steps.find(({ instruction }) => instruction === 'USER')?.rest).toBe('1000:1000')
})

test.each(['ADD https://example.com/x /x', 'RUN one \\', 'copy . .', 'SHELL ["sh"]'])(
  'refuses %s by its line',
  (line) => {
    expect(() => readDockerfile(`FROM node\n${line}\n`)).toThrow('line 2')
  },
)
