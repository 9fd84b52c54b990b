const WORDS =
  'the server keeps every answer whole and each reader sees it grow while a heron stands in shallow water and waits for fish near reeds'.split(
    ' ',
  )

/** Prose, lists, tables and code as models mix them, and answers that are one giant block. */
export const ANSWERS: Record<string, (tokens: number) => string[]> = {
  mixed: (tokens) => untilLong(tokens, mixedSection),
  list: (tokens) => untilLong(tokens, (index) => `- **Item ${index}** ${words(index, 9)} \`code${index}\`\n`),
  code: (tokens) => [
    '```ts\n',
    ...untilLong(tokens, (index) => `const value${index} = compute(${index}, 'text') // ${words(index, 3)}\n`),
    '```\n',
  ],
  table: (tokens) => [
    '| Name | Number | What it is |\n| --- | ---: | --- |\n',
    ...untilLong(tokens, (index) => `| row ${index} | ${index * 7} | ${words(index, 5)} |\n`),
  ],
  'with a link definition': (tokens) => [
    'See [the guide][guide].\n\n[guide]: https://example.com/guide\n\n',
    ...untilLong(tokens, mixedSection),
  ],
}

function mixedSection(index: number): string {
  const prose = `## Part ${index}\n\n${words(index, 40)}. *${words(index + 3, 5)}* and [a link](https://example.com/${index}).\n\n`
  switch (index % 4) {
    case 0:
      return `${prose}- ${words(1, 8)}\n- ${words(2, 8)}\n  - ${words(3, 6)}\n\n`
    case 1:
      return `${prose}\`\`\`ts\nexport function part${index}(count: number) {\n  return count + ${index}\n}\n\`\`\`\n\n`
    case 2:
      return `${prose}| a | b |\n| --- | --- |\n| ${words(1, 2)} | ${words(2, 2)} |\n| ${words(3, 2)} | ${words(4, 2)} |\n\n`
    default:
      return `${prose}> ${words(index, 20)}\n\n`
  }
}

function words(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => WORDS[(from * 7 + index) % WORDS.length]).join(' ')
}

/** Cut into pieces of a word each, about what a token is. */
function untilLong(tokens: number, part: (index: number) => string): string[] {
  const pieces: string[] = []
  for (let index = 0; pieces.length < tokens; index++) pieces.push(...(part(index).match(/\s*\S+\s*/g) ?? []))
  return pieces.slice(0, tokens)
}
