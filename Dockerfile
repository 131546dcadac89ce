# One image for the API and the projector: the command decides. It also runs alone without settings, on
# the embedded stores: docker run -p 127.0.0.1:3000:3000 -v timeledger:/data timeledger:local
#
# Debian, not Alpine, because the chdb engine needs glibc. CI runs the same minor version.
FROM node:20.20-bookworm-slim AS runtime
WORKDIR /app

FROM runtime AS manifest
# Only the files that decide the dependencies. So an edited source does not install them again.
COPY package.json package-lock.json ./

# --- Production dependencies. They are installed alone, so they never contain a development tool.
FROM manifest AS dependencies
# Only `dev` is omitted. lmdb and chdb ship their binaries as optional dependencies, and without them
# they would load and then fail. chdb (540 MB, most of the image) is used in embedded mode only. It
# stays, because this image must also run alone.
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error

# --- The build with the development tools. Only dist/ and dist-web/ of this stage are kept.
FROM manifest AS build
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY .swcrc ./
COPY scripts/ensure.mjs scripts/bundle-programs.mjs scripts/
COPY apps apps
COPY libs libs
COPY packages packages
RUN node scripts/ensure.mjs

# --- The final image. It has harmless defaults only. Secrets come from the container's environment.
FROM runtime
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# glibc gives freed memory back at this size, as it does at first. By itself it raises the limit with
# each large block that is freed.
ENV MALLOC_TRIM_THRESHOLD_=131072
# A new named volume takes its owner from this folder.
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/dist-web dist-web
# `"type": "module"` in package.json tells Node how to read dist. The migrations lie beside it.
COPY package.json ./
COPY clickhouse/migrations clickhouse/migrations
# The code belongs to root, so the process can read it but not change it.
USER node
EXPOSE 3000
# The slim image has no curl. Node as process 1 does not collect ended child processes, so run with
# `--init`, as docker-compose.yml does.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=100", "dist/apps/api/src/main.js"]
