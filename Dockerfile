# Two images: one builds, the other has Node, git, ssh, gpg and the built folder, and runs as a user of its own.
# The digest is that of the tag's list of platforms (docker buildx imagetools inspect TAG): a rebuild of the tag changes
# nothing here. Change both together.
ARG NODE=node:24.21.0-bookworm-slim@sha256:2fe369e969550cde8e867afc3fe370b260140cab4a23d467074295b42163d553

FROM ${NODE} AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build

FROM ${NODE}
# gpg signs with the agent; gpgv checks signatures.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git gpg gpg-agent gpgv openssh-client tini \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --system --gid 10001 signet \
 && useradd --system --uid 10001 --gid signet --home-dir /app --shell /usr/sbin/nologin signet \
 && install --directory --owner=signet --group=signet --mode=0700 /data
WORKDIR /app
COPY --from=build --chown=root:root /src/.next/standalone ./
# Next keeps rendered pages there.
RUN install --directory --owner=signet --group=signet .next/cache
USER signet
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    NEXT_TELEMETRY_DISABLED=1 \
    SIGNET_DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/v1/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# tini passes signals on and collects the git processes that a killed fetch leaves behind.
ENTRYPOINT ["tini", "--"]
CMD ["node", "serve.mjs"]
