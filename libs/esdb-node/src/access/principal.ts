/** Who calls. */
export interface Principal {
  readonly name: string;
  readonly groups: readonly string[];
}

/** The group whose members may do everything. */
export const ADMINS = '$admins';

/** Every caller of a node without TLS: it listens on loopback, and asks nobody who they are. */
export const LOCAL_CALLER: Principal = { name: '$local', groups: [ADMINS] };

export const isAdmin = ({ groups }: Principal): boolean => groups.includes(ADMINS);
