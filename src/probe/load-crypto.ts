/** Takes a fifth of a start to load, which the server's own work on the login hides: `logInToPostgres` asks for it. */
export const loadCrypto = () => process.getBuiltinModule('node:crypto');
