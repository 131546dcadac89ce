/** The part of the package `compression` that we use. */
declare module 'compression' {
  import type { Request, RequestHandler, Response } from 'express';

  /** `threshold`: bytes. An answer whose length is known and less is sent as it is. */
  export default function compression(options: {
    readonly threshold: number;
    readonly filter: (request: Request, response: Response) => boolean;
  }): RequestHandler;
}
