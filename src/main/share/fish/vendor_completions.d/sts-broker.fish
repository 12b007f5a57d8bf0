# Completes sts-broker in fish. Read at the first Tab after the word sts-broker; the commands are those of the one on
# the PATH.
sts-broker completion fish | source
