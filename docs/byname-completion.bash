# Completion of byname for bash; for zsh run 'autoload bashcompinit && bashcompinit' first.
_byname() {
  local word=${COMP_WORDS[COMP_CWORD]} words
  if [ "$COMP_CWORD" = 1 ]; then
    COMPREPLY=($(compgen -W 'synth count train link score cluster block explain estimate columns name date compare check sample nowcast excess figures new unlock lock passwd accounts add sources find show todo persons number match origin judge merge split set event cases hide rules decide report export import release releases diff retract undo erase join history head verify compact backup restore destroy --help --version' -- "$word"))
    return
  fi
  case ${COMP_WORDS[1]} in
    synth) words='--help --kind --people --rows --families --lists --coverage --dependence --errors --missing --duplicates --output --force --json --quiet --seed --threads --memory' ;;
    count) words='--help --map --truth --unique --judgements --model --veto-error --draws --output --force --keep-pairs --max-rejects --json --quiet --seed --threads --memory' ;;
    train) words='--help --model --map --type --empty-is-missing --pairs --recipe --deterministic --recall --u-pairs --em --em-pairs --em-without-frequencies --em-free-u --em-fix-m --em-fix-lambda --populate-lambda --labels --pair-labels --ignore-label-scores --output --force --save-frequencies --json --quiet --seed --threads --memory' ;;
    link) words='--help --model --map --type --empty-is-missing --pairs --frequencies --recipe --deterministic --recall --u-pairs --em --em-pairs --em-without-frequencies --em-free-u --em-fix-m --em-fix-lambda --populate-lambda --labels --pair-labels --ignore-label-scores --output --force --threshold --clusters --single-best --ties --keep-pairs --all-pairs --truth --redact --json --quiet --seed --threads --memory --help --retrain --why --dry-run --register --passphrase-fd --json --threads --memory' ;;
    score) words='--help --model --map --type --empty-is-missing --frequencies --left --right --against --match-weight --rule --output --force --json --quiet --threads --memory' ;;
    cluster) words='--help --map --nodes --judgements --clusters --threshold --missing --unique --ties --output --force --metrics --json --quiet --threads --memory' ;;
    block) words='--help --model --map --type --empty-is-missing --pairs --rule --link-type --budget --ignore --sample-pairs --largest --show-values --truth --json --quiet --seed --threads --memory' ;;
    explain) words='--help --html --json --quiet --threads --memory --help --register --passphrase-fd --json --threads --memory' ;;
    estimate) words='--help --by --cannot --without --lists --rows --covariates --passphrase-fd --draws --output --force --json --quiet --seed --threads --memory' ;;
    columns) words='--help --map --truth --json --quiet --threads --memory' ;;
    name) words='--help --pairs --output --force --quiet --threads --memory' ;;
    date) words='--help --file --column --year --reference --month-first --output --force --json --quiet --threads --memory' ;;
    compare) words='--help --by --column --output --force --json --quiet --threads --memory' ;;
    check) words='--help --truth --thresholds --threshold --json --quiet --threads --memory' ;;
    sample) words='--help --pairs --seed --output --force --json --quiet --threads --memory' ;;
    nowcast) words='--help --event --report --delay --count --cumulative --incremental --month-first --period --from --as-of --max-delay --method --window --draws --never --unseen --output --force --json --quiet --seed --threads --memory' ;;
    excess) words='--help --year --age --sex --deaths --male --female --where --sum --base-years --years --ages --age-width --subtract --coverage --draws --output --force --json --quiet --seed --threads --memory' ;;
    figures) words='--help --beside --month-first --counted --population --as-of --output --force --json --quiet --threads --memory' ;;
    new) words='--help --as --passphrase-fd --key-memory --json' ;;
    unlock) words='--help --for --register --passphrase-fd' ;;
    lock) words='--help --register' ;;
    passwd) words='--help --register --passphrase-fd' ;;
    accounts) words='--help --role --why --register --passphrase-fd --json' ;;
    add) words='--help --as --key --map --part --sensitive --no-link --text --file --name --value --captured --warning --kind --source --zone --url --why --dry-run --register --passphrase-fd --json --threads --memory' ;;
    sources) words='--help --register --passphrase-fd --json --csv' ;;
    find) words='--help --limit --register --passphrase-fd --json --csv' ;;
    show) words='--help --save --register --passphrase-fd --json' ;;
    todo) words='--help --mine --limit --register --passphrase-fd --json --csv' ;;
    persons) words='--help --where --status --at --rules --hidden --mentions --limit --as-of --register --passphrase-fd --json --csv' ;;
    number) words='--help --unit --status --at --rules --by --draws --as-of --register --passphrase-fd --json --csv' ;;
    match) words='--help --key --map --min --take --as --kind --why --dry-run --register --passphrase-fd --json --csv --threads --memory' ;;
    origin) words='--help --own --why --dry-run --register --passphrase-fd --json' ;;
    judge) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    merge) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    split) words='--help --keep --why --dry-run --register --passphrase-fd --json' ;;
    set) words='--help --item --denies --why --dry-run --register --passphrase-fd --json' ;;
    event) words='--help --date --case --court --place --item --why --dry-run --register --passphrase-fd --json' ;;
    cases) words='--help --status --at --rules --hidden --limit --as-of --register --passphrase-fd --json --csv' ;;
    hide) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    rules) words='--help --version --limit --why --dry-run --register --passphrase-fd --json' ;;
    decide) words='--help --check --from --audit --why --dry-run --register --passphrase-fd --json' ;;
    report) words='--help --register --passphrase-fd -o --redact --force' ;;
    export) words='--help --where --hidden --sealed --why --register --passphrase-fd -o --force --json' ;;
    import) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    release) words='--help --accept --why --dry-run --register --passphrase-fd --json' ;;
    releases) words='--help --register --passphrase-fd --json' ;;
    diff) words='--help --limit --register --passphrase-fd --json --csv' ;;
    retract) words='--help --author --since --why --dry-run --register --passphrase-fd --json' ;;
    undo) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    erase) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    join) words='--help --why --dry-run --register --passphrase-fd --json' ;;
    history) words='--help --register --passphrase-fd --json' ;;
    head) words='--help --register --passphrase-fd --json' ;;
    verify) words='--help --head --register --passphrase-fd --json' ;;
    compact) words='--help --register --passphrase-fd' ;;
    backup) words='--help --register --passphrase-fd' ;;
    restore) words='--help --try --to --passphrase-fd --json' ;;
    destroy) words='--help --yes' ;;
  esac
  case $word in -*) COMPREPLY=($(compgen -W "$words" -- "$word")) ;; esac
}
complete -o default -F _byname byname
