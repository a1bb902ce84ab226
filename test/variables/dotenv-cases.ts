/** What a loader sets of a file: names to values, or `refused`. Nothing said: as npm's dotenv. */
type Read = Readonly<Record<string, string>> | 'refused';

interface Expected {
  readonly npm: Read;
  readonly node?: Read;
  readonly python?: Read;
  readonly docker?: Read;
  /** A shell that sources the file; null where it differs from run to run. */
  readonly shell?: Read | null;
  /** What dbcheck's reader sees in it that loaders read differently. */
  readonly told?: string;
}

/** Taken from the programs: dotenv 18, Node 24, python-dotenv 1.2, Docker 28, bash 5. `OUTSIDE` and `B` are in the environment. */
export const DOTENV_CASES: readonly (readonly [title: string, text: string, expected: Expected])[] = [
  ['plain', 'A=1\n', { npm: { A: '1' } }],
  ['no last line end', 'A=1', { npm: { A: '1' } }],
  ['empty file', '', { npm: {} }],
  ['an empty value', 'A=\nB=2\n', { npm: { A: '', B: '2' } }],
  ['only comments', '# A=1\n  # B=2\n', { npm: {}, node: { '# B': '2' } }],
  [
    'Windows line ends',
    'A=1\r\nB=two\r\n',
    { npm: { A: '1', B: 'two' }, shell: { A: '1\r', B: 'two\r' }, told: 'carriage-return' },
  ],
  [
    'old Mac line ends',
    'A=1\rB=2\r',
    {
      npm: { A: '1', B: '2' },
      node: { A: '1B=2' },
      docker: { A: '1\rB=2' },
      shell: { A: '1\rB=2\r' },
      told: 'carriage-return no-assignment',
    },
  ],
  [
    'a byte order mark',
    '\uFEFFA=1\nB=2\n',
    {
      npm: { A: '1', B: '2' },
      node: { B: '2', '\uFEFFA': '1' },
      python: { B: '2', '\uFEFFA': '1' },
      shell: { B: '2' },
      told: 'byte-order-mark',
    },
  ],
  [
    '# inside a value',
    'A=abc#def\n',
    {
      npm: { A: 'abc' },
      python: { A: 'abc#def' },
      docker: { A: 'abc#def' },
      shell: { A: 'abc#def' },
      told: 'truncated',
    },
  ],
  [
    '# behind a blank',
    'A=abc #def\n',
    { npm: { A: 'abc' }, docker: { A: 'abc #def' }, told: 'inline-comment' },
  ],
  [
    '# behind a tab',
    'A=abc\t#def\n',
    { npm: { A: 'abc' }, docker: { A: 'abc\t#def' }, told: 'inline-comment' },
  ],
  [
    '# first in a value',
    'A=#abc\n',
    { npm: { A: '' }, python: { A: '#abc' }, docker: { A: '#abc' }, shell: { A: '#abc' }, told: 'truncated' },
  ],
  [
    '# first, behind a blank',
    'A= #abc\n',
    {
      npm: { A: '' },
      python: { A: '#abc' },
      docker: { A: ' #abc' },
      told: 'comment-as-value',
    },
  ],
  [
    '# in double quotes',
    'A="abc#def"\n',
    { npm: { A: 'abc#def' }, docker: { A: '"abc#def"' }, told: 'quotes' },
  ],
  [
    '# in single quotes',
    "A='abc#def'\n",
    { npm: { A: 'abc#def' }, docker: { A: "'abc#def'" }, told: 'quotes' },
  ],
  [
    'a comment behind double quotes',
    'A="abc" # def\n',
    { npm: { A: 'abc' }, docker: { A: '"abc" # def' }, told: 'quotes inline-comment' },
  ],
  [
    'a comment glued to double quotes',
    'A="abc"# def\n',
    { npm: { A: 'abc' }, docker: { A: '"abc"# def' }, shell: {}, told: 'quotes inline-comment' },
  ],
  [
    'a comment with a quote in it',
    "A=abc # it's\nB=2\n",
    { npm: { A: 'abc', B: '2' }, docker: { A: "abc # it's", B: '2' }, told: 'inline-comment' },
  ],
  [
    'a fragment of a URL',
    'A=http://h/#/route\n',
    {
      npm: { A: 'http://h/' },
      python: { A: 'http://h/#/route' },
      docker: { A: 'http://h/#/route' },
      shell: { A: 'http://h/#/route' },
      told: 'truncated',
    },
  ],
  ['blanks inside', 'A=two words\n', { npm: { A: 'two words' }, shell: {}, told: 'unquoted-blanks' }],
  ['blanks behind', 'A=one  \n', { npm: { A: 'one' }, docker: { A: 'one  ' } }],
  [
    'a blank before the value',
    'A= one\n',
    { npm: { A: 'one' }, docker: { A: ' one' }, shell: {}, told: 'blanks-around-equals' },
  ],
  [
    'blanks around =',
    'A = one\n',
    { npm: { A: 'one' }, docker: 'refused', shell: {}, told: 'blanks-around-equals' },
  ],
  ['an indented line', '  A=one\n', { npm: { A: 'one' } }],
  [
    'a no-break space behind',
    'A=one\u00a0\n',
    { npm: { A: 'one' }, node: { A: 'one\u00a0' }, docker: { A: 'one\u00a0' }, shell: { A: 'one\u00a0' } },
  ],
  ['double quotes', 'A="one"\n', { npm: { A: 'one' }, docker: { A: '"one"' }, told: 'quotes' }],
  ['single quotes', "A='one'\n", { npm: { A: 'one' }, docker: { A: "'one'" }, told: 'quotes' }],
  [
    'backticks',
    'A=`echo one`\n',
    {
      npm: { A: 'echo one' },
      python: { A: '`echo one`' },
      docker: { A: '`echo one`' },
      shell: { A: 'one' },
      told: 'backticks',
    },
  ],
  [
    'blanks in double quotes',
    'A=" one "\n',
    { npm: { A: ' one ' }, docker: { A: '" one "' }, told: 'quotes' },
  ],
  [
    'text behind double quotes',
    'A="one"two\n',
    {
      npm: { A: '"one"two' },
      node: { A: 'one' },
      python: {},
      shell: { A: 'onetwo' },
      told: 'quotes text-behind-quotes',
    },
  ],
  ['text before double quotes', 'A=one"two"\n', { npm: { A: 'one"two"' }, shell: { A: 'onetwo' } }],
  ['a quote inside of a value', "A=it's\nB=2\n", { npm: { A: "it's", B: '2' }, shell: {} }],
  [
    'no last double quote',
    'A="one\nB=2\n',
    { npm: { A: '"one', B: '2' }, python: { B: '2' }, shell: {}, told: 'unclosed-quote' },
  ],
  [
    'no last single quote',
    "A='one\nB=2\n",
    { npm: { A: "'one", B: '2' }, python: { B: '2' }, shell: {}, told: 'unclosed-quote' },
  ],
  [
    'an escaped double quote',
    'A="one\\"two"\n',
    {
      npm: { A: 'one\\"two' },
      node: { A: 'one\\' },
      python: { A: 'one"two' },
      docker: { A: '"one\\"two"' },
      shell: { A: 'one"two' },
      told: 'quotes escaped-quote',
    },
  ],
  [
    'an escaped single quote',
    "A='one\\'two'\n",
    {
      npm: { A: "one\\'two" },
      node: { A: 'one\\' },
      python: { A: "one'two" },
      docker: { A: "'one\\'two'" },
      shell: {},
      told: 'quotes escaped-quote',
    },
  ],
  [
    'single quotes in double quotes',
    'A="it\'s"\n',
    { npm: { A: "it's" }, docker: { A: '"it\'s"' }, told: 'quotes' },
  ],
  [
    'a newline escape in double quotes',
    'A="one\\ntwo"\n',
    { npm: { A: 'one\ntwo' }, docker: { A: '"one\\ntwo"' }, shell: { A: 'one\\ntwo' }, told: 'quotes' },
  ],
  [
    'a newline escape in single quotes',
    "A='one\\ntwo'\n",
    { npm: { A: 'one\\ntwo' }, docker: { A: "'one\\ntwo'" }, told: 'quotes' },
  ],
  ['a newline escape without quotes', 'A=one\\ntwo\n', { npm: { A: 'one\\ntwo' }, shell: { A: 'onentwo' } }],
  [
    'a tab escape in double quotes',
    'A="one\\ttwo"\n',
    {
      npm: { A: 'one\\ttwo' },
      python: { A: 'one\ttwo' },
      docker: { A: '"one\\ttwo"' },
      told: 'quotes escapes',
    },
  ],
  [
    'two backslashes in double quotes',
    'A="one\\\\two"\n',
    {
      npm: { A: 'one\\\\two' },
      python: { A: 'one\\two' },
      docker: { A: '"one\\\\two"' },
      shell: { A: 'one\\two' },
      told: 'quotes escapes',
    },
  ],
  ['a backslash without quotes', 'A=C:\\new\\x\n', { npm: { A: 'C:\\new\\x' }, shell: { A: 'C:newx' } }],
  ['a backslash at the end', 'A=one\\\nB=2\n', { npm: { A: 'one\\', B: '2' }, shell: { A: 'oneB=2' } }],
  [
    'a value of two lines in double quotes',
    'A="one\ntwo"\nB=2\n',
    { npm: { A: 'one\ntwo', B: '2' }, docker: { A: '"one', B: '2' }, told: 'quotes multi-line' },
  ],
  [
    'a value of two lines in single quotes',
    "A='one\ntwo'\nB=2\n",
    { npm: { A: 'one\ntwo', B: '2' }, docker: { A: "'one", B: '2' }, told: 'quotes multi-line' },
  ],
  [
    'a value of two lines with Windows line ends',
    'A="one\r\ntwo"\r\n',
    {
      npm: { A: 'one\ntwo' },
      docker: { A: '"one' },
      shell: { A: 'one\r\ntwo\r' },
      told: 'carriage-return quotes multi-line',
    },
  ],
  [
    'a key in PEM form',
    'A="-----BEGIN X-----\nab+/c=\n-----END X-----\n"\nB=2\n',
    {
      npm: { A: '-----BEGIN X-----\nab+/c=\n-----END X-----\n', B: '2' },
      docker: 'refused',
      told: 'quotes multi-line',
    },
  ],
  [
    '${NAME} of the file',
    'A=one\nB=${A}-two\n',
    {
      npm: { A: 'one', B: '${A}-two' },
      python: { A: 'one', B: 'one-two' },
      shell: { A: 'one', B: 'one-two' },
      told: 'expression',
    },
  ],
  [
    '${NAME} in single quotes',
    "A=one\nB='${A}-two'\n",
    {
      npm: { A: 'one', B: '${A}-two' },
      python: { A: 'one', B: 'one-two' },
      docker: { A: 'one', B: "'${A}-two'" },
      told: 'quotes expression',
    },
  ],
  [
    '${NAME} of the environment',
    'A=${OUTSIDE}\n',
    { npm: { A: '${OUTSIDE}' }, python: { A: 'outside' }, shell: { A: 'outside' }, told: 'expression' },
  ],
  [
    '${NAME} that nothing sets',
    'A=x${NOBODY}y\n',
    { npm: { A: 'x${NOBODY}y' }, python: { A: 'xy' }, shell: { A: 'xy' }, told: 'expression' },
  ],
  [
    '${NAME:-default}',
    'A=${NOBODY:-one}\n',
    { npm: { A: '${NOBODY:-one}' }, python: { A: 'one' }, shell: { A: 'one' }, told: 'expression' },
  ],
  [
    '$NAME',
    'A=one\nB=pa$A\n',
    { npm: { A: 'one', B: 'pa$A' }, shell: { A: 'one', B: 'paone' }, told: 'dollar' },
  ],
  ['$NAME that nothing sets', 'A=pa$word\n', { npm: { A: 'pa$word' }, shell: { A: 'pa' }, told: 'dollar' }],
  ['$ before a digit', 'A=pa$1x\n', { npm: { A: 'pa$1x' }, shell: { A: 'pax' }, told: 'dollar' }],
  ['$$', 'A=pa$$x\n', { npm: { A: 'pa$$x' }, shell: null }],
  [
    '$(command)',
    'A=$(echo one)\n',
    { npm: { A: '$(echo one)' }, shell: { A: 'one' }, told: 'unquoted-blanks' },
  ],
  ['an escaped $', 'A=pa\\$word\n', { npm: { A: 'pa\\$word' }, shell: { A: 'pa$word' } }],
  ['export', 'export A=one\n', { npm: { A: 'one' }, docker: 'refused', told: 'export' }],
  [
    'NAME: value',
    'A: one\nB=2\n',
    {
      npm: { A: 'one', B: '2' },
      node: { B: '2' },
      python: { B: '2' },
      docker: 'refused',
      shell: { B: '2' },
      told: 'colon',
    },
  ],
  ['a name alone', 'A\nB=2\n', { npm: { B: '2' }, told: 'no-assignment' }],
  ['a sentence', 'this is text\nB=2\n', { npm: { B: '2' }, docker: 'refused', told: 'no-assignment' }],
  ['no name', '=one\nB=2\n', { npm: { B: '2' }, docker: 'refused', told: 'no-assignment' }],
  ['a name with a dash', 'A-B=one\nB=2\n', { npm: { 'A-B': 'one', B: '2' }, shell: { B: '2' } }],
  ['a name with a dot', 'a.b=one\nB=2\n', { npm: { B: '2', 'a.b': 'one' }, shell: { B: '2' } }],
  ['a name with a digit first', '1A=one\nB=2\n', { npm: { '1A': 'one', B: '2' }, shell: { B: '2' } }],
  [
    'a name with a blank',
    'A B=one\nB=2\n',
    { npm: { B: '2' }, node: { 'A B': 'one', B: '2' }, docker: 'refused', told: 'no-assignment' },
  ],
  [
    'a name in quotes',
    "'A'=one\nB=2\n",
    {
      npm: { B: '2' },
      node: { "'A'": 'one', B: '2' },
      python: { A: 'one', B: '2' },
      docker: { "'A'": 'one', B: '2' },
      told: 'no-assignment',
    },
  ],
  [
    'a name in another script',
    'Ä=one\nB=2\n',
    {
      npm: { B: '2' },
      node: { B: '2', Ä: 'one' },
      python: { B: '2', Ä: 'one' },
      docker: { B: '2', Ä: 'one' },
      told: 'no-assignment',
    },
  ],
  ['a name twice', 'A=one\nA=two\n', { npm: { A: 'two' }, told: 'duplicate' }],
  ['a name twice, empty at last', 'A=one\nA=\n', { npm: { A: '' }, told: 'duplicate' }],
  ['= inside of a value', 'A=b=c==\n', { npm: { A: 'b=c==' } }],
  [
    'a URL with everything',
    'A=postgres://u:p%40w@h:5432/d?sslmode=require&x=1\n',
    { npm: { A: 'postgres://u:p%40w@h:5432/d?sslmode=require&x=1' }, shell: { x: '1' } },
  ],
  ['JSON without quotes', 'A={"a": 1}\n', { npm: { A: '{"a": 1}' }, shell: {}, told: 'unquoted-blanks' }],
  [
    'JSON in single quotes',
    'A=\'{"a": 1}\'\n',
    { npm: { A: '{"a": 1}' }, docker: { A: '\'{"a": 1}\'' }, told: 'quotes' },
  ],
  ['& and ; without quotes', 'A=a&b;c\n', { npm: { A: 'a&b;c' }, shell: {} }],
  ['emoji', 'A=🔑key\n', { npm: { A: '🔑key' } }],
  ['* without quotes', 'A=/nowhere/*\n', { npm: { A: '/nowhere/*' } }],
];
