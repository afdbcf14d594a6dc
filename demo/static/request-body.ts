/** Gives requests their `body` in browsers that do not have it yet. */

/** Call it before any request is read. */
export function supplyRequestBody(): void {
  if ('body' in Request.prototype) return;
  const bodies = new WeakMap<Request, ReadableStream<Uint8Array>>();
  Object.defineProperty(Request.prototype, 'body', {
    get(this: Request) {
      const known = bodies.get(this);
      if (known || /^(GET|HEAD)$/.test(this.method)) return known ?? null;
      const body = streamOf(this);
      bodies.set(this, body);
      return body;
    },
  });
}

function streamOf(request: Request): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(new Uint8Array(await request.arrayBuffer()));
      controller.close();
    },
  });
}
