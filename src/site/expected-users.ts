/** Someone who should always be connected: a user or an alias, or a pattern of them. */
export interface ExpectedUser {
  /** As the config has it. */
  readonly name: string;
  readonly isMatch: (userOrAlias: string) => boolean;
}

/** One of them who is not connected; of a pattern, nobody is. Plain data. */
export interface AbsentUser {
  readonly name: string;
  /** The only one who has ever matched; null if nobody has, or several. */
  readonly user: string | null;
  /** When such a user was last connected; null if never. */
  readonly lastEndSeconds: number | null;
}

interface KnownUser {
  readonly user: string;
  readonly alias: string;
  /** How many sessions are running. */
  readonly openCount: number;
  readonly lastEndSeconds: number | null;
}

/** In the order of the config. */
export function findAbsent(expected: readonly ExpectedUser[], users: Iterable<KnownUser>): readonly AbsentUser[] {
  const all = [...users];
  return expected.flatMap(({ name, isMatch }) => {
    const own = all.filter(({ user, alias }) => isMatch(user) || (alias !== "" && isMatch(alias)));
    if (own.some(({ openCount }) => openCount > 0)) return [];
    const ends = own.flatMap(({ lastEndSeconds }) => (lastEndSeconds === null ? [] : [lastEndSeconds]));
    const [only] = own;
    return [
      {
        name,
        user: own.length === 1 && only !== undefined ? only.user : null,
        lastEndSeconds: ends.length === 0 ? null : Math.max(...ends),
      },
    ];
  });
}
