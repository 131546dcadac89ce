#!/bin/sh
# Makes the TLS certificates for EventStoreDB. Runs at each `docker compose up`. Does nothing while all
# certificates are valid.
#
#   /authority/current  ca.crt, ca.key      the authority. No other container sees its key
#   /node/current       node.crt, node.key  EventStoreDB's certificate. issuer.crt is the authority that signed it
#   /trust              ca.crt              the certificate that clients check the node with
#
# It makes a new pair beside the old one and moves it into place last. A crash leaves the old pair or
# no pair, and the next run repairs that. es-gencert-cli makes an authority for 5 years and a node
# certificate for 1 year.
set -eu

authority_days=1460 # a year before the authority ends, so that no node certificate outlives it
node_days=300       # two months before the node certificate ends

# younger_than DAYS FILE: true when the file exists and is less than DAYS days old.
younger_than() {
  [ -n "$(find "$2" -mtime "-$1" 2>/dev/null)" ]
}

if ! younger_than "$authority_days" /authority/current/ca.key; then
  rm -rf /authority/next
  es-gencert-cli create-ca -out /authority/next
  # Some versions of the tool exit with 0 after an error. So keep the old files until the new ones exist.
  test -s /authority/next/ca.crt
  test -s /authority/next/ca.key
  rm -rf /authority/current
  mv /authority/next /authority/current
fi

if ! younger_than "$node_days" /node/current/node.key || ! cmp -s /authority/current/ca.crt /node/current/issuer.crt; then
  rm -rf /node/next
  es-gencert-cli create-node -ca-certificate /authority/current/ca.crt -ca-key /authority/current/ca.key \
    -out /node/next -dns-names eventstore,localhost
  test -s /node/next/node.crt
  test -s /node/next/node.key
  cp /authority/current/ca.crt /node/next/issuer.crt
  chmod 400 /node/next/node.key
  chown 1000:1000 /node/next/node.key # the user of the EventStoreDB image
  rm -rf /node/current
  mv /node/next /node/current
fi

cp /authority/current/ca.crt /trust/ca.crt.next
chmod 444 /trust/ca.crt.next
mv /trust/ca.crt.next /trust/ca.crt
