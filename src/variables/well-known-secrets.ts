/** Passwords and keys of images, templates and tutorials, in small letters and without what is no letter or digit. */
const WORDS = new Set(
  `changeme changeit changethis changeme123 changemenow password password1 password123 passw0rd pssw0rd
passwd pass secret supersecret mysecret mysecretpassword mysecretpw rootpassword rootpass userpassword dbpassword
dbpass randompassword mypassword mypass examplepassword example admin admin123 adminadmin administrator root
postgres postgresql mysql mariadb db database user guest test testing default demo dev local letmein qwerty welcome
tiger xxx foobar 1234 12345 123456 1234567 12345678 123456789 1234567890 postgrespassword mysqlpassword`.split(
    /\s+/,
  ),
);

/** Keys that pages and templates of frameworks and images print, in the same form. */
const KEYS = new Set(
  [
    // Any framework
    'secretkey secret123 mysecretkey mysupersecretkey supersecretkey supersecretpassword thisisasecret topsecret',
    'insecure notsecret notsosecret donttellanyone keyboardcat shhhhh developmentkey devkey devsecret testkey',
    'changemeinproduction changethisinproduction pleasechangeme replaceme changethissecret changethiskey secrethere',
    // Flask and its tutorials
    'youwillneverguess hardtoguessstring 5y2lf4q8znxec thesecretkey',
    '192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf',
    // FastAPI
    '09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7',
    // Symfony, Laravel
    'thistokenisnotsosecretchangeit secretf0rt3st somerandomstring somerandomkey',
    // JSON web tokens: their page, Spring samples
    'your256bitsecret your384bitsecret your512bitsecret astringsecretatleast256bitslong',
    '404e635266556a586e3272357538782f413f4428472b4b6250645367566b5970',
    '5367566b59703373367639792f423f4528482b4d6251655468576d5a71347437 bezkodersecretkey jwtsupersecretkey javainuse',
    // Supabase, PostgREST, Hasura
    'supersecretjwttokenwithatleast32characterslong yoursupersecretjwttokenwithatleast32characterslong',
    'yoursupersecretandlongpostgrespassword thispasswordisinsecureandshouldbeupdated',
    'upnvntn3cdxhjpq99ymc1t1aqgqpc8kfytururgbiya15blrx8etqoxz3gzv1u2oq reallyreallyreallyreallyverysafe',
    'myadminsecretkey',
    // MinIO, AWS, Grafana, Superset, Airflow, Zitadel, Strapi, Dify, Umami
    'minioadmin minio123 wjalrxutnfemik7mdengbpxrficyexamplekey sw2ycwtib9zpoohopsmm testnondevsecret',
    'changemetoacomplexrandomsecret thisisasecret1234 temporarykey masterkeyneedstohave32characters tobemodified',
    'tobemodified1 sk9f73s3ljtxvcmt3blb3ljtqtskighxvcmt3blbkfjlk7u difyai123456 replacemewitharandomstring',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a password of a database is one that everybody tries first. */
export function isWellKnown(value: string): boolean {
  const written = value.toLowerCase();
  const bare = written.length > 100 ? '' : written.replace(/[^a-z0-9]/g, '');
  return WORDS.has(written) || (bare.length > 5 && WORDS.has(bare)) || KEYS.has(bare);
}

/** Why anybody could guess a secret, in words; null where that can't be said. */
export function weakness(value: string): string | null {
  if (isWellKnown(value) || isWellKnown(value.replace(/^base64:/, ''))) return 'a well-known default';
  if (/^django-insecure-/i.test(value)) return 'the key that django-admin startproject made for development';
  if (isDemoToken(value)) return 'a demo token, whose key everybody knows';
  const characters = [...value];
  if (characters.length < 4) return null;
  if (new Set(characters).size <= 2) return 'one or two characters repeated';
  if (/^(.{1,8}?)\1{2,}$/su.test(value)) return 'a few characters repeated';
  return isSequence(value.toLowerCase()) ? 'a sequence of neighbouring characters' : null;
}

/** The keys of Supabase's self-hosting page are tokens that name themselves. */
function isDemoToken(value: string): boolean {
  const [, payload = ''] = /^eyJ[\w-]{1,200}\.(eyJ[\w-]{1,1000})\.[\w-]+$/.exec(value) ?? [];
  return /"iss":\s*"supabase-demo"/.test(Buffer.from(payload, 'base64url').toString('latin1'));
}

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Whether a value consists of no more than a few runs of neighbours: `abcdefgh`, `87654321`, `0123456789abcdef`. */
function isSequence(value: string): boolean {
  let runs = 0;
  for (let at = 0; at < value.length; runs++) {
    let end = at + 1;
    while (end < value.length && areNeighbours(value.slice(at, end + 1))) end++;
    at = end;
    if (runs * 4 > value.length) return false;
  }
  return runs * 4 <= value.length;
}

function areNeighbours(text: string): boolean {
  const reversed = [...text].reverse().join('');
  return ROWS.some((row) => row.includes(text) || row.includes(reversed));
}
