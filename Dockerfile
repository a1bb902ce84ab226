# dbcheck's own image: the executable and the few libraries of glibc that it needs, nothing else.
#   npm run build:executable && docker build -t dbcheck .
FROM debian:12-slim AS build
# amd64 or arm64, of the image that is being built.
ARG TARGETARCH=amd64
COPY dist/ /dist/
RUN mkdir -p /image/usr/local/bin && \
    case $TARGETARCH in amd64) name=x64 ;; *) name=$TARGETARCH ;; esac && \
    cp /dist/dbcheck-linux-$name /image/usr/local/bin/dbcheck && \
    cp -L --parents $(ldd /image/usr/local/bin/dbcheck | grep -o '/[^ ]*') /image

FROM scratch
COPY --from=build /image /
USER 65534:65534
ENTRYPOINT ["/usr/local/bin/dbcheck"]
