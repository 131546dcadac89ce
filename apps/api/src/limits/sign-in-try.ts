/** A person who signs in. */
export interface SignInTry {
  /** The normalised e-mail address. */
  readonly email: string;
  /** The address of the client; undefined when the client has gone. */
  readonly address: string | undefined;
  /** The id of the browser, when the account knows it. */
  readonly device?: string | undefined;
}
