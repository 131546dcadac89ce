# One image for the API and the projector (the command decides). It also runs alone, with no settings, on the embedded
# stores: docker run -p 127.0.0.1:3000:3000 -v timeledger:/data timeledger:local
#
# Debian, not Alpine: the chdb engine is published for glibc only. Pinned to the minor version that CI runs.
FROM node:20.20-bookworm-slim AS runtime
WORKDIR /app

FROM runtime AS manifest
# Only what decides the dependencies, so that an edited source does not install them again.
COPY package.json package-lock.json ./

# --- Production dependencies: installed on their own rather than pruned, so no development tool is ever among them.
FROM manifest AS dependencies
# Only `dev` is omitted. lmdb and chdb ship their binaries as optional dependencies: with `--omit=optional` they would
# load and then fail. chdb (540 MB, most of the image) is loaded in embedded mode only. It stays, because this image
# must also run alone.
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error

# --- The build, with the development tools (swc is an optional dependency too). Nothing of this stage but dist/ is kept.
FROM manifest AS build
RUN npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
COPY .swcrc ./
COPY scripts/ensure.mjs scripts/
COPY apps apps
COPY libs libs
RUN node scripts/ensure.mjs

# --- What runs. No settings but harmless defaults: secrets come from the environment when a container starts.
FROM runtime
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
# A new named volume takes its owner from this folder.
RUN mkdir /data && chown node:node /data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
# `"type": "module"` in package.json tells Node how to read dist; the migrations are found beside the program.
COPY package.json ./
COPY clickhouse/migrations clickhouse/migrations
# The code belongs to root: the process can read it and cannot change it.
USER node
EXPOSE 3000
# The slim image has no curl. Node as process 1 reaps no orphans: run with `--init` (docker-compose.yml does).
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/apps/api/src/main.js"]
