# Os e-mails.

## O convite: para clientes

mail-invitation-subject = Uma pergunta de { $company }
mail-invitation-preheader = Basta tocar num número para responder. Depois, é possível acrescentar algumas palavras.
mail-out-of = { $score } de { $top }
mail-asks = { $company } faz esta pergunta aos seus clientes.
mail-asks-since = { $company } faz esta pergunta por causa do atendimento ou da compra de { $date }.
mail-unsubscribe = Cancelar a inscrição
mail-text-tap = Abra o link do número que melhor se aplica:
mail-text-unsubscribe = Para não receber mais perguntas como esta:

## O alerta: para o pessoal

mail-alert-subject = { $score } de { $top }: { $who }
mail-alert-subject-case = { $who } precisa de ajuda
mail-alert-someone = cliente sem nome
mail-alert-preheader = { $company }: ainda ninguém ligou de volta.
mail-alert-heading = Cliente insatisfeito: { $who }
mail-alert-score = { $score } de { $top }
mail-alert-no-words = Por enquanto, nenhum comentário junto com a nota.
mail-alert-call = Ligar: { $phone }
mail-alert-write = Escrever: { $email }
mail-alert-due = Falar com o cliente até { $time }. Tempo restante: { $left }.
mail-alert-late = Era preciso falar com o cliente até { $time }. Atraso: { $left }.
mail-alert-open = Abrir o caso
mail-alert-order = Do que se tratava
mail-alert-answered = Resposta recebida: { $at }
mail-alert-reason = Recebe esta mensagem porque cuida dos clientes insatisfeitos de { $company }.

## O link para a senha

mail-password-set-subject = Sua senha para { $company }
mail-password-set-lead = Foi criada uma conta em { $company } para { $email }. Escolha uma senha para entrar.
mail-password-set-button = Escolher a senha
mail-password-reset-subject = Uma nova senha para { $company }
mail-password-reset-lead = Alguém pediu uma nova senha para { $email } em { $company }. Provavelmente, o pedido é seu.
mail-password-reset-button = Escolher uma nova senha
mail-password-valid = O link funciona uma única vez. Validade: { $length }.
mail-password-ignore = Se o pedido não foi seu, não faça nada: a senha continua a mesma.
mail-password-unexpected = Se não conhece { $company }, não faça nada: sem senha, ninguém pode usar a conta.
mail-link-spelled-out = Se o botão não funcionar, abra este endereço:

## O e-mail de teste

mail-test-subject = E-mail de teste de { $company }
mail-test-lead = O envio funciona.
mail-test-detail = { $company } enviou esta mensagem de { $sender } através de { $route }. Data: { $at }.
mail-test-reason = Recebe esta mensagem porque alguém clicou em “Enviar um e-mail de teste” nas configurações.

## A mensagem de texto: ao cliente

mail-message = { $company }: { $question } { $url }
mail-draft-subject = Teste: { $subject }
