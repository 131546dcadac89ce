/** The caller of a request. */
export interface Principal {
  readonly name: string;
  readonly groups: readonly string[];
}

/** The group of users who may do everything. */
export const ADMINS = '$admins';

/** Every caller of a node without TLS. Such a node listens on loopback and checks no name. */
export const LOCAL_CALLER: Principal = { name: '$local', groups: [ADMINS] };

export const isAdmin = ({ groups }: Principal): boolean => groups.includes(ADMINS);
