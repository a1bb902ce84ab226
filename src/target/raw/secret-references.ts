/** The beginnings of references that a platform or a start-up tool replaces by a secret, and of what is encrypted. */
const REFERENCE = new RegExp(
  [
    '^(?:op|vault|bao|secret|secretref|doppler|infisical|berglas|sops|akv|ssm|sm|keyvault|azurekeyvault|gcp-?sm',
    '|gcp-?secretmanager|aws-?(?:sm|ssm|secret|secretsmanager)|secrets?manager|encrypted|ref\\+[a-z]{1,20}):',
    '|^arn:aws|^@Microsoft\\.(?:KeyVault|AppConfiguration)\\(|^projects/[^/]{1,80}/secrets/',
    '|^ENC[[(]|^\\$ANSIBLE_VAULT;|^<path:[^>]{1,200}>$',
    '|^(?:file:(?://)?)?/(?:var/)?run/secrets/',
  ].join(''),
);

/** Whether a value is the reference to a secret, or its encrypted form, and not the secret. */
export function isSecretReference(text: string): boolean {
  // `secret:PASSWORD@tcp(…)` is a DSN of go-sql-driver.
  return REFERENCE.test(text) && !/@[a-z]{1,20}\(/.test(text.slice(0, 500));
}
