/**
 * The model of every vector: 768 numbers, as the tables have them, and the smallest of Snowflake's own that is good at
 * questions. It is documented as English-only, with a context of 512 tokens: passages mostly fit, other languages are found by
 * their words. Another one means other tables and every vector anew.
 * https://docs.snowflake.com/en/user-guide/snowflake-cortex/vector-embeddings
 */
export const EMBEDDING_MODEL = 'snowflake-arctic-embed-m-v1.5'
