import { entry } from './entry.js';
import {
  modeAllows,
  mountLine,
  noPlace,
  originLine,
  ownerLine,
  ownershipFixes,
  type PathFacts,
  type Right,
  type Step,
  stepLine,
  whoAmI,
} from './path-facts.js';
import { shellPath } from './shell.js';

type Reason = 'no-way' | 'not-made' | 'folder' | 'journal' | 'file' | 'no-file' | 'stays';

type Facts = PathFacts & {
  step: Step;
  reason: Reason;
  /** The entries of an access control list that say more than the mode. */
  acl: readonly string[];
  /** Of chattr(1). */
  attributes: string;
  /** The security module's name for this process. */
  label: string | null;
};

/** A path that is there, or could be, and refuses this user. */
export const pathWritableFindings = {
  'path/not-writable': entry<Facts>({
    severity: 'error',
    transient: false,
    title: 'A path does not take what is written to it',
    message: (path, facts) => {
      const who = facts.uid === null ? 'this user' : `uid ${facts.uid}`;
      switch (facts.reason) {
        case 'no-way':
          return `${path} cannot be reached: ${who} may not go through ${facts.at}`;
        case 'not-made':
          return `${path} cannot be made: ${who} may not write in ${facts.at}`;
        case 'folder':
          return `${path} is an SQLite database whose folder takes no file from ${who}`;
        case 'journal':
          return `${path} is an SQLite database whose ${facts.at} cannot be written by ${who}`;
        case 'file':
          return `${path} cannot be written by ${who}`;
        default:
          return facts.at === path
            ? `${path} takes no file from ${who}`
            : `${path} cannot be made: its folder takes no file from ${who}`;
      }
    },
    why: (_, facts) => [
      stepLine(facts),
      ...ownerLine(facts),
      ...beyondMode(facts),
      ...(facts.reason === 'folder'
        ? [
            'SQLite puts its journal (-journal, -wal, -shm) beside the database, so that the folder has to be writable too',
          ]
        : []),
      ...mountLine(facts),
      ...originLine(facts),
    ],
    fix: (_, facts) => {
      const { at, errno, uid, mountType, reason, acl, attributes } = facts;
      const refused = noPlace(facts);
      if (refused) return refused;
      const allowed = modeAllows(facts, rightOf(reason));
      if (attributes) return [`As root: chattr -${attributes} ${shellPath(at)}`];
      if (errno === 'EPERM' && allowed) {
        return [
          `Look for the attribute i or a: lsattr -d ${shellPath(at)}; then: chattr -i -a ${shellPath(at)}`,
        ];
      }
      if (uid === 0 && /^nfs/.test(mountType ?? '')) {
        return [
          'Run as the user that owns the folder on the NFS server, or export it there with no_root_squash',
          `See who that is: stat -c '%u:%g %a' ${shellPath(at)}`,
        ];
      }
      if (acl.length > 0 && uid !== null) {
        return [
          `As root: setfacl -m u:${uid}:${RIGHTS[rightOf(reason)]} ${shellPath(at)}`,
          `Or take the list away, so that owner and mode count alone: setfacl -b ${shellPath(at)}`,
        ];
      }
      if (allowed && errno === 'EACCES') {
        return [
          `Look for an access control list and a security label: getfacl ${shellPath(at)}; ls -Zd ${shellPath(at)}`,
          'With Podman or Docker on SELinux, mount with :z or :Z: -v data:/data:Z',
        ];
      }
      if (withoutPower(facts) && facts.ownerUid === NOBODY) {
        return [
          'With rootless Podman, on the host: podman unshare chown -R 0:0 FOLDER-OF-THE-HOST',
          'Or keep the numbers of the host: --userns=keep-id',
        ];
      }
      if (facts.ownerUid === uid) return [`chmod u+rw${reason === 'file' ? '' : 'x'} ${shellPath(at)}`];
      if (reason === 'no-way') return [`chmod o+x ${shellPath(at)}`, ...ownershipFixes(facts)];
      return [...ownershipFixes(facts), ...(withoutPower(facts) ? [CAPABILITY] : [])];
    },
    page: `dbcheck wrote to the path as the user that the application will run as, and the system refused. access(2) and
ls -l are not asked, because they lie: for root, on network storage, with access control lists and security
modules.

Usual causes: the image was built as root and runs as another user; a volume or a bind mount belongs to root
or to a user of the host; a restored backup; root that an NFS server turns into nobody, or whose capabilities
were dropped (cap_drop: ALL); an access control list; SELinux without :z.

Give the folder to the user: chown in the Dockerfile before USER for a folder of the image, chown on the host
for a bind mount, fsGroup for a Kubernetes volume. A Hugging Face Space runs as uid 1000.`,
  }),
};

const RIGHTS: Readonly<Record<Right, string>> = { 1: 'x', 3: 'rwx', 6: 'rw' };

const CAPABILITY =
  'Or give root its power back: --cap-add DAC_OVERRIDE; in Compose cap_add: [DAC_OVERRIDE]; in Kubernetes capabilities: { add: [DAC_OVERRIDE] }';

function rightOf(reason: Reason): Right {
  if (reason === 'no-way') return 1;
  return reason === 'file' || reason === 'journal' ? 6 : 3;
}

/** Root without the capability that lets it write everywhere. */
function withoutPower({ uid, overrides, ownerUid }: Facts): boolean {
  return uid === 0 && !overrides && ownerUid !== 0;
}

/** For a refusal that owner and mode do not explain, or that root would not expect. */
function beyondMode(facts: Facts): string[] {
  const { at, uid, ownerUid, errno, acl, attributes, label, mountType, reason } = facts;
  if (attributes) {
    const names = [...attributes].map((each) => (each === 'i' ? 'immutable (i)' : 'append only (a)'));
    return [`${at} has the attribute ${names.join(' and ')}, which counts for root too`];
  }
  if (acl.length > 0) return [`The access control list of ${at} says more than its mode: ${acl.join(', ')}`];
  if (withoutPower(facts)) {
    return ownerUid === NOBODY
      ? [
          `uid ${NOBODY} may stand for an owner outside of this user namespace, whose files this root has no power over`,
        ]
      : [
          'This root has no CAP_DAC_OVERRIDE (cap_drop: ALL takes it away), so owner and mode count for it as for others',
        ];
  }
  if (!modeAllows(facts, rightOf(reason))) return [];
  if (uid === 0 && /^nfs/.test(mountType ?? ''))
    return ['An NFS server turns root into nobody (root_squash)'];
  if (errno === 'EPERM')
    return ['Owner and mode would allow it; the attribute "immutable" or "append only" gives EPERM'];
  if (errno !== 'EACCES') return [];
  const runs = label === null ? '' : `; this process runs as ${label}`;
  return [
    `Owner and mode would let ${whoAmI(facts)} do that: an access control list or a security module refuses${runs}`,
  ];
}

/** The owner that the kernel shows for whoever has no number in a user namespace. */
const NOBODY = 65534;
